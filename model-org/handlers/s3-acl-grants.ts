import type { Grant as ApiGrant, PutBucketAclCommandInput } from "@aws-sdk/client-s3";
import { AwsError } from "../wire/aws-error";
import type { Grant } from "../world/configuration";

const groups = {
  AllUsers: "http://acs.amazonaws.com/groups/global/AllUsers",
  AuthenticatedUsers: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
  LogDelivery: "http://acs.amazonaws.com/groups/s3/LogDelivery",
} as const;

export const isPublicGrant = ({ grantee }: Grant): boolean => "group" in grantee && grantee.group !== "LogDelivery";

export const aclsDisabled = (): AwsError =>
  new AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs");

/** @returns a grant as S3 answers it */
export const grantOut = ({ grantee, permission }: Grant): ApiGrant => ({
  Grantee:
    "group" in grantee
      ? { Type: "Group", URI: groups[grantee.group] }
      : { Type: "CanonicalUser", ID: grantee.canonicalId },
  Permission: permission,
});

const cannedGroups: Readonly<Record<string, readonly [keyof typeof groups, Grant["permission"]][]>> = {
  private: [],
  // Of an object: whom its bucket belongs to, who owns everything here anyway.
  "bucket-owner-full-control": [],
  "bucket-owner-read": [],
  "public-read": [["AllUsers", "READ"]],
  "public-read-write": [
    ["AllUsers", "READ"],
    ["AllUsers", "WRITE"],
  ],
  "authenticated-read": [["AuthenticatedUsers", "READ"]],
  "log-delivery-write": [
    ["LogDelivery", "WRITE"],
    ["LogDelivery", "READ_ACP"],
  ],
};

/** What an access list is made from: a canned one, one in headers, or a whole one. */
export type AclInput = Pick<
  PutBucketAclCommandInput,
  "GrantFullControl" | "GrantRead" | "GrantReadACP" | "GrantWrite" | "GrantWriteACP"
> & { ACL?: string | undefined } & Partial<Pick<PutBucketAclCommandInput, "AccessControlPolicy">>;

/**
 * @param own the owner's grants, which a canned list keeps
 * @throws AwsError for a grantee or canned list nobody knows
 */
export function grantsFrom(input: AclInput, own: Grant[]): Grant[] {
  if (input.ACL !== undefined) {
    const canned = cannedGroups[input.ACL];
    if (!canned)
      throw new AwsError("InvalidArgument", "", 400, { ArgumentName: "x-amz-acl", ArgumentValue: input.ACL });
    return [...own, ...canned.map(([group, permission]) => ({ grantee: { group }, permission }))];
  }
  const given = input.AccessControlPolicy?.Grants;
  if (given) return given.map(({ Grantee, Permission }) => grantOf(Grantee?.URI, Grantee?.ID, Permission));
  const headers: [string | undefined, Grant["permission"]][] = [
    [input.GrantFullControl, "FULL_CONTROL"],
    [input.GrantRead, "READ"],
    [input.GrantReadACP, "READ_ACP"],
    [input.GrantWrite, "WRITE"],
    [input.GrantWriteACP, "WRITE_ACP"],
  ];
  const fromHeaders = headers.flatMap(([text, permission]) =>
    [...(text ?? "").matchAll(/(uri|id)="?([^",]+)"?/gi)].map(([, kind, value]) =>
      kind?.toLowerCase() === "uri" ? grantOf(value, undefined, permission) : grantOf(undefined, value, permission),
    ),
  );
  return fromHeaders.length > 0 ? fromHeaders : own;
}

function grantOf(uri: string | undefined, id: string | undefined, permission: string | undefined): Grant {
  const group = Object.entries(groups).find(([, one]) => one === uri)?.[0] as keyof typeof groups | undefined;
  if (group) return { grantee: { group }, permission: permission as Grant["permission"] };
  if (uri !== undefined) throw new AwsError("InvalidArgument", "Invalid group uri", 400, { ArgumentValue: uri });
  if (!id) throw new AwsError("MalformedACLError", "The XML you provided was not well-formed or did not validate.");
  if (!/^[0-9a-f]{64}$/.test(id)) throw new AwsError("InvalidArgument", "Invalid id", 400, { ArgumentValue: id });
  return { grantee: { canonicalId: id }, permission: permission as Grant["permission"] };
}
