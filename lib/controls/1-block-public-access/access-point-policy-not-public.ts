import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { fail, pass } from "@/lib/model/verdict";

export default defineControl({
  id: "access-point-policy-not-public",
  practice: "1-block-public-access",
  title: "Access point policy is not public",
  severity: "critical",
  why: "An access point is a door of its own: a public policy on it opens the bucket behind it.",
  resource: "AWS::S3::AccessPoint",
  needs: ["own.policyStatus"],
  params: z.object({}),
  satisfies: [],
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html"],
  version: 1,

  evaluate: ({ own: { policyStatus } }) =>
    policyStatus?.isPublic ? fail("AWS calls the policy of the access point public.") : pass(),
});
