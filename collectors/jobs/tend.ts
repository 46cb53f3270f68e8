import { tend } from "@/lib/jobs/tend";
import { log } from "@/lib/platform/log";
import { tendStorage } from "@/lib/services/judging/tend-storage";
import { defineHandler } from "../runtime/handler";

export default defineHandler({
  job: tend,
  handle: () => tendStorage(),
  async lost(_, error) {
    log().error({ error }, "storage could not be tended");
  },
});
