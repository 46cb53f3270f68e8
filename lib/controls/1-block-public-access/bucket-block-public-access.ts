import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import {
  type PublicAccessBlock,
  publicAccessBlockNames,
  publicAccessBlockSettings,
} from "@/lib/model/facts/public-access-block";
import { fail, pass } from "@/lib/model/verdict";
import { blockPublicAccess } from "@/lib/remediations/block-public-access";

export default defineControl({
  id: "bucket-block-public-access",
  practice: "1-block-public-access",
  title: "Bucket blocks public access",
  severity: "high",
  why: "Without Block Public Access, one change to a policy or an access list can expose every object in the bucket.",
  resource: "AWS::S3::Bucket",
  needs: ["own.publicAccessBlock", "account.effectiveAccountPublicAccessBlock"],
  params: z.object({
    /** `effective` counts what the account sets; `bucket` wants all four on the bucket itself, as Security Hub S3.8 does. */
    mode: z.enum(["effective", "bucket"]).default("effective"),
  }),
  satisfies: ["aws-fsbp/S3.8", "cis-aws-5.0/2.1.4"],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-bucket.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8",
  ],
  version: 1,

  evaluate: ({ own, account }, { params }) =>
    params.mode === "bucket"
      ? onBucketAlone(own.publicAccessBlock)
      : onEitherLevel(own.publicAccessBlock, account.effectiveAccountPublicAccessBlock),

  settle({ own, account }, { params }) {
    const bucket = own.publicAccessBlock;
    if (bucket !== undefined && params.mode === "bucket") return onBucketAlone(bucket);
    if (isFull(bucket)) return pass();
    const closedAbove = params.mode === "effective" && isFull(account.effectiveAccountPublicAccessBlock);
    return closedAbove ? pass(inherited) : undefined;
  },

  remediate: ({ own }, { resource }) =>
    isFull(own.publicAccessBlock) ? undefined : blockPublicAccess(resource, own.publicAccessBlock),
});

const inherited = "On in the account, or through the organization.";

type Block = PublicAccessBlock | null;

const isFull = (block: Block | undefined): boolean =>
  block != null && publicAccessBlockSettings.every((setting) => block[setting]);

/** @returns "All four settings are off", or which are */
const areOff = (settings: readonly (keyof PublicAccessBlock)[], where: string): string =>
  settings.length === publicAccessBlockSettings.length
    ? `All four settings are off ${where}.`
    : `Off ${where}: ${settings.map((setting) => publicAccessBlockNames[setting]).join(", ")}.`;

function onBucketAlone(bucket: Block) {
  const off = publicAccessBlockSettings.filter((setting) => !bucket?.[setting]);
  return off.length === 0 ? pass() : fail(areOff(off, "on the bucket"));
}

function onEitherLevel(bucket: Block, account: Block) {
  const off = publicAccessBlockSettings.filter((setting) => !bucket?.[setting] && !account?.[setting]);
  if (off.length > 0) return fail(areOff(off, "on the bucket and in the account"));
  if (isFull(bucket)) return pass();
  return pass(isFull(account) ? inherited : "On, in part on the bucket and in part in the account.");
}
