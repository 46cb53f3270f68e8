import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { policiesOf } from "@/lib/engine/policies-of";
import { fail, pass, undecided } from "@/lib/model/verdict";
import { sentence } from "@/lib/policy/public/policy-is-public";
import { publicAccess, publicSettings } from "@/lib/policy/public/public-access";

export default defineControl({
  id: "bucket-policy-no-public-write",
  practice: "1-block-public-access",
  title: "Bucket policy lets nobody unknown write",
  severity: "critical",
  why: "Anyone could put, replace or delete objects, or change who may, and the bill is yours.",
  resource: "AWS::S3::Bucket",
  needs: ["own.policy", "own.publicAccessBlock", "account.effectiveAccountPublicAccessBlock"],
  params: z.object({}),
  satisfies: ["aws-fsbp/S3.3"],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-3",
  ],
  version: 1,

  evaluate({ own, account }, { resource }) {
    const policies = policiesOf(resource, own.policy);
    if (policies.policy === null) return pass();
    const open = publicAccess(policies.policy, policies.public);
    const settings = publicSettings(policies.policy, policies.public);
    const harmful: string[] = open.kind === "known" ? open.value.filter((each) => each in words) : [];
    if (settings.has("write")) harmful.push("settings");
    if (open.kind === "known" && harmful.length === 0) return pass();
    const level = restrictedBy(own.publicAccessBlock, account.effectiveAccountPublicAccessBlock);
    if (level) return pass(`RestrictPublicBuckets of ${level} stops whatever the policy grants to everyone.`);
    // Part of it may be sure though not all is.
    if (harmful.length === 0 && open.kind === "undetermined")
      return undecided("undetermined", open.why[0]?.what ?? "What the policy grants cannot be decided.");
    const statement = policies.public.evidence.find(({ verdict }) => verdict === "public");
    const what = harmful.map((each) => words[each]).join(", ");
    return fail(`Anyone may ${what}. ${statement ? sentence(statement) : ""}`.trim());
  },

  settle: ({ own, account }) =>
    own.policy === null || restrictedBy(own.publicAccessBlock, account.effectiveAccountPublicAccessBlock)
      ? pass()
      : undefined,
});

const words: Readonly<Record<string, string>> = {
  permissions: "change who may",
  write: "write objects",
  settings: "change settings of the bucket",
};

type Block = { restrictPublicBuckets: boolean } | null | undefined;

const restrictedBy = (bucket: Block, account: Block): string | null =>
  bucket?.restrictPublicBuckets ? "the bucket" : account?.restrictPublicBuckets ? "the account" : null;
