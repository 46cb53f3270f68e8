import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { publicAccessBlockNames, publicAccessBlockSettings } from "@/lib/model/facts/public-access-block";
import { fail, pass } from "@/lib/model/verdict";

export default defineControl({
  id: "account-block-public-access",
  practice: "1-block-public-access",
  title: "Account blocks public access",
  severity: "high",
  why: "With all four settings on, no bucket of the account can become public, whatever its owner does.",
  resource: "AWS::Organizations::Account",
  needs: ["own.effectiveAccountPublicAccessBlock"],
  params: z.object({}),
  satisfies: ["aws-fsbp/S3.1", "cis-aws-5.0/2.1.4"],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-1",
  ],
  version: 1,

  evaluate({ own: { effectiveAccountPublicAccessBlock: block } }) {
    if (!block) return fail("The account has no Block Public Access configuration.");
    const off = publicAccessBlockSettings.filter((setting) => !block[setting]);
    return off.length === 0
      ? pass()
      : fail(`Off: ${off.map((setting) => publicAccessBlockNames[setting]).join(", ")}.`);
  },
});
