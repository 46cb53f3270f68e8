import { tend } from "@/lib/jobs/tend";
import { log } from "@/lib/platform/log";
import { tendStorage } from "@/lib/services/judging/tend-storage";
import { whyNotYet } from "@/lib/services/replay/arriving";
import { defineHandler } from "../runtime/handler";

export default defineHandler({
  job: tend,
  async handle() {
    // A past that is arriving tends itself, at the end of each of its days.
    if ((await whyNotYet()) === null) await tendStorage();
  },
  async lost(_, error) {
    log().error({ error }, "storage could not be tended");
  },
});
