import { judgeAccount } from "@/lib/jobs/judge-account";
import { log } from "@/lib/platform/log";
import { failScan } from "@/lib/services/scans/fail-scan";
import { judgeAccountPage } from "@/lib/services/scans/judge-account-page";
import { defineHandler } from "../runtime/handler";

export default defineHandler({
  job: judgeAccount,
  handle: (payload) => judgeAccountPage(payload),
  async lost({ scanId, accountId }, error) {
    log().error({ scanId, accountId, error }, "an account could not be judged");
    await failScan(scanId, `An account could not be judged: ${error}`);
  },
});
