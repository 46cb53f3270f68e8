import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { fail, pass } from "@/lib/model/verdict";

const allUsers = "http://acs.amazonaws.com/groups/global/AllUsers";

export default defineControl({
  id: "bucket-acl-no-all-users",
  practice: "1-block-public-access",
  title: "Access list grants nothing to everyone",
  severity: "critical",
  why: "A grant to the group AllUsers needs no sign-in: anyone on the internet has it.",
  resource: "AWS::S3::Bucket",
  needs: ["own.acl", "own.ownership", "own.publicAccessBlock", "account.effectiveAccountPublicAccessBlock"],
  params: z.object({}),
  satisfies: ["aws-fsbp/S3.2", "aws-fsbp/S3.3"],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  ],
  version: 1,

  evaluate({ own, account }) {
    const granted = own.acl.grants.filter(({ grantee }) => grantee === allUsers).map(({ permission }) => permission);
    if (granted.length === 0) return pass();
    // Access lists are void under BucketOwnerEnforced (trap 12), and only IgnorePublicAcls changes what exists (trap 8).
    if (own.ownership === "BucketOwnerEnforced") return pass("Access lists are off, so the grant to everyone is void.");
    if (own.publicAccessBlock?.ignorePublicAcls) return pass("The bucket ignores the grant to everyone.");
    if (account.effectiveAccountPublicAccessBlock?.ignorePublicAcls)
      return pass("The account ignores the grant to everyone.");
    return fail(`The access list grants ${[...new Set(granted)].toSorted().join(", ").slice(0, 80)} to everyone.`);
  },
});
