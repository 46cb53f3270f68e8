import { examineAccess } from "@/collectors/examine-access";
import { environment } from "@/lib/platform/env";
import { messageOf } from "@/lib/platform/errors";
import { examineStorage } from "@/lib/services/setup/examine-storage";
import { defineCommand, WrongUse } from "../command";
import { actor, inDeployment } from "../deployment";
import { accessChecks, worldCheck } from "../doctor/access-checks";
import { type Check, failed, shown } from "../doctor/check";
import { deniedChecks, environmentCheck, storageChecks } from "../doctor/storage-checks";
import { counted } from "../scan/progress";
import { print, say } from "../terminal";

export default defineCommand({
  usage: ["doctor [--json]"],
  says: "Looks at everything Breakwater needs and says what to do where something is not well. Exit code 1 where a check fails.",
  options: { json: { type: "boolean", default: false } },

  async run({ values: { json }, words }) {
    if (words.length > 0) throw new WrongUse("doctor takes no words.");
    const checks: Check[] = [];
    // Shown as they come: the last ones ask AWS, and that may take a while.
    const tell = (more: readonly Check[]): void => {
      checks.push(...more);
      if (!json) for (const check of more) print(shown(check));
    };
    await look(tell, json ? Number.POSITIVE_INFINITY : 20);
    if (json) print(JSON.stringify(checks, null, 2));
    const bad = checks.filter(({ outcome }) => outcome === "failed").length;
    say(bad === 0 ? "All is well." : `${counted(bad, "check")} failed.`);
    return bad === 0 ? 0 : 1;
  },
});

/** @param most how many accounts are named of those that could not be read by permission */
async function look(tell: (checks: readonly Check[]) => void, most: number): Promise<void> {
  try {
    tell(environmentCheck(environment()));
  } catch (error) {
    tell([failed("environment", messageOf(error).replaceAll("\n", " "), "Correct these variables.")]);
    return;
  }
  try {
    await inDeployment(
      async () => {
        const env = environment();
        const storage = await examineStorage(actor);
        tell(storageChecks(storage, env));
        const access = await examineAccess();
        tell(accessChecks(access, env));
        if (storage.readiness.schema) tell([worldCheck(storage.world, env, access)]);
        tell(deniedChecks(storage, most));
      },
      { aws: true },
    );
  } catch (error) {
    tell([failed("deployment", `It could not be looked at further: ${messageOf(error)}`, "Mend this first.")]);
  }
}
