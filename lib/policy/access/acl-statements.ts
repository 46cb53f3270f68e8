import type { AccessInput, Grant } from "../input";
import type { Condition, Policy, Principals, Statement } from "../language/policy";

/**
 * What each permission of a bucket's access list comes to in actions.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions
 */
const actions: Readonly<Record<Exclude<Grant["permission"], "FULL_CONTROL">, readonly string[]>> = {
  READ: ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"],
  WRITE: ["s3:PutObject"],
  READ_ACP: ["s3:GetBucketAcl"],
  WRITE_ACP: ["s3:PutBucketAcl"],
};

const anonymousToo: Principals = { not: false, values: [{ kind: "everyone" }] };

/**
 * A bucket's access list as a policy of Allow statements, one for each grant: both are read the same way then. What the
 * list gives the owner is left out.
 */
export function aclPolicy(acl: Exclude<AccessInput["acl"], "unread">): Policy {
  const statements = acl.grants.flatMap((grant, index): Statement[] => {
    const { grantee, permission } = grant;
    if (grantee.kind === "canonical-user" && grantee.id === acl.owner) return [];
    return [
      {
        index,
        sid: null,
        effect: "Allow",
        principals: principalsOf(grant),
        actions: {
          not: false,
          values: permission === "FULL_CONTROL" ? Object.values(actions).flat() : actions[permission],
        },
        resources: null,
        conditions: grantee.kind === "authenticated-users" ? [signed] : [],
        issues: [],
      },
    ];
  });
  return { kind: "bucket", version: "2012-10-17", statements, issues: [] };
}

/** Signed requests, and no others, have this key. */
const signed: Condition = {
  operator: { comparison: "Null", not: false, order: "=", ifExists: false, quantifier: null, text: "Null" },
  key: "aws:principalisawsservice",
  keyText: "aws:PrincipalIsAWSService",
  values: ["false"],
  at: "acl",
};

/** Whether a grant is to one of the groups that block public access is about. */
export const isPublicGrant = ({ grantee }: Grant): boolean =>
  grantee.kind === "all-users" || grantee.kind === "authenticated-users";

function principalsOf({ grantee }: Grant): Principals {
  switch (grantee.kind) {
    case "all-users":
    case "authenticated-users":
      return anonymousToo;
    case "log-delivery":
      return { not: false, values: [{ kind: "service", name: "logging.s3.amazonaws.com" }] };
    case "canonical-user":
      return { not: false, values: [{ kind: "canonical-user", id: grantee.id }] };
    case "other":
      return { not: false, values: [{ kind: "invalid", text: grantee.text }] };
  }
}
