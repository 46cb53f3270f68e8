import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { policiesOf } from "@/lib/engine/policies-of";
import type { ResourceRef } from "@/lib/model/resource";
import { fail, pass } from "@/lib/model/verdict";
import { isDocumented } from "@/lib/policy/public/documented";
import { sentence } from "@/lib/policy/public/policy-is-public";

export default defineControl({
  id: "bucket-policy-not-public",
  practice: "1-block-public-access",
  title: "Bucket policy is not public",
  severity: {
    highest: "critical",
    /** Latent while RestrictPublicBuckets keeps the public out; open again the day somebody turns it off. */
    of: ({ own, account }) =>
      own.publicAccessBlock?.restrictPublicBuckets || account.effectiveAccountPublicAccessBlock?.restrictPublicBuckets
        ? "medium"
        : "critical",
  },
  why: "A policy that AWS calls public lets anyone in, unless a block above it stops them.",
  resource: "AWS::S3::Bucket",
  needs: ["own.policyStatus", "own.policy", "own.publicAccessBlock", "account.effectiveAccountPublicAccessBlock"],
  params: z.object({}),
  satisfies: ["aws-fsbp/S3.2"],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status",
    "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html",
  ],
  version: 2,

  // With AWS's answer known there is always a verdict.
  evaluate: ({ own, account }, { resource }) => judge(own, account, resource) ?? pass(),

  /** AWS's own answer counts. Where it was not given, the policy itself is read by the rules AWS publishes. */
  settle: ({ own, account }, { resource }) => judge(own, account, resource),
});

type Block = { restrictPublicBuckets: boolean } | null | undefined;
type Own = {
  policyStatus?: { isPublic: boolean } | null | undefined;
  policy?: string | null | undefined;
  publicAccessBlock?: Block;
};

function judge(own: Own, account: { effectiveAccountPublicAccessBlock?: Block }, resource: ResourceRef) {
  const ours = own.policy === undefined ? undefined : policiesOf(resource, own.policy).public;
  const theirs = own.policyStatus === undefined ? undefined : (own.policyStatus?.isPublic ?? false);
  const isPublic = theirs ?? (ours && isDocumented(ours) ? ours.value : undefined);
  if (isPublic === undefined) return undefined;
  const differs = theirs !== undefined && ours?.kind === "known" && ours.value !== theirs;
  if (!isPublic) {
    return differs ? pass("AWS does not call the policy public, though by the rules it publishes it is.") : pass();
  }
  const stops = own.publicAccessBlock?.restrictPublicBuckets
    ? "the bucket"
    : account.effectiveAccountPublicAccessBlock?.restrictPublicBuckets
      ? "the account"
      : null;
  const says = theirs === undefined ? "By AWS's rules the policy is public" : "AWS calls the policy public";
  const statement = ours?.evidence.find(({ verdict }) => verdict === "public");
  const why = statement ? ` ${sentence(statement)}` : differs ? " By the rules AWS publishes it is not." : "";
  if (stops) return fail(`${says}. RestrictPublicBuckets of ${stops} stops it.${why}`);
  const sure = own.publicAccessBlock !== undefined && account.effectiveAccountPublicAccessBlock !== undefined;
  return fail(`${says}${sure ? ", and nothing above it stops that" : ""}.${why}`);
}
