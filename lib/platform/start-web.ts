import { connect } from "./database";
import { messageOf } from "./errors";
import { refuseCredentials } from "./refuse-credentials";

/** What must hold before the web process answers. Where it does not, the process ends with a sentence. */
export async function startWeb(): Promise<void> {
  try {
    refuseCredentials();
    await connect();
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(1);
  }
}
