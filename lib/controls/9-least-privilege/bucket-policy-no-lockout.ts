import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { policiesOf } from "@/lib/engine/policies-of";
import { fail, pass, undecided } from "@/lib/model/verdict";

export default defineControl({
  id: "bucket-policy-no-lockout",
  practice: "9-least-privilege",
  title: "Bucket policy does not lock out its owner",
  severity: "high",
  why: "When not even the account's administrators may change the policy back, only its root user can open the bucket.",
  resource: "AWS::S3::Bucket",
  needs: ["own.policy"],
  params: z.object({}),
  satisfies: [],
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html",
  ],
  version: 1,

  evaluate({ own: { policy } }, { resource }) {
    const { lockout } = policiesOf(resource, policy);
    if (lockout.kind === "undetermined")
      return undecided("undetermined", lockout.why[0]?.what ?? "It cannot be decided.");
    return lockout.value
      ? fail("The policy denies the account's own administrators to change or delete it: only the root user still can.")
      : pass();
  },
});
