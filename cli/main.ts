import { isAppError, messageOf } from "@/lib/platform/errors";
import { WrongUse } from "./command";
import { dispatch } from "./dispatch";
import { exit, outliveReader, readerLeft, say } from "./terminal";

/** The command line: `npm run breakwater -- <command>`. Data on stdout, sentences on stderr; exit code 2 for wrong use. */
outliveReader();
try {
  await exit(await dispatch(process.argv.slice(2)));
} catch (error) {
  if (readerLeft(error)) await exit(0);
  if (!(error instanceof WrongUse) && !isAppError(error)) say(`It failed: ${messageOf(error)}`);
  else say(error.message);
  await exit(error instanceof WrongUse || (isAppError(error) && error.code === "invalid") ? 2 : 1);
}
