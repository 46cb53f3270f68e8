import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { fail, notApplicable, pass } from "@/lib/model/verdict";

export default defineControl({
  id: "bucket-server-access-logging",
  practice: "7-logging",
  title: "Server access logging is enabled",
  severity: "medium",
  why: "Without a log of requests nobody can say who read or changed what, or whether anyone still does.",
  resource: "AWS::S3::Bucket",
  needs: ["own.logging", "related.logSources"],
  params: z.object({}),
  satisfies: ["aws-fsbp/S3.9"],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-9",
  ],
  version: 1,

  evaluate({ own: { logging }, related: { logSources } }, { resource }) {
    // A target's own log would log its own delivery: a loop (trap 20). One that already logs elsewhere still passes.
    if (logging && logging.targetBucket !== resource.name) return pass();
    if (logSources.items.length > 0) {
      const n = logSources.items.length;
      return notApplicable(`It receives the access logs of ${n === 1 ? "a bucket" : `${n} buckets`}.`);
    }
    if (logging) return fail("It delivers its log to itself, so every delivery is logged again.");
    const { unread } = logSources;
    const note =
      unread === 0 ? "" : ` ${unread === 1 ? "One bucket" : `${unread} buckets`} could not be read and may log here.`;
    return fail(`Requests are not logged.${note}`);
  },
});
