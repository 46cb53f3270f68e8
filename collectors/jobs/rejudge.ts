import { rejudge } from "@/lib/jobs/rejudge";
import { log } from "@/lib/platform/log";
import { rejudgeAccount } from "@/lib/services/judging/rejudge-account";
import { defineHandler } from "../runtime/handler";

export default defineHandler({
  job: rejudge,
  handle: (payload) => rejudgeAccount(payload),
  async lost(payload, error) {
    log().error({ ...payload, error }, "an account could not be judged again");
  },
});
