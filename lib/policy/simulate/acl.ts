import type { Grant, Grantee } from "../input";
import type { Caller } from "../request";
import type { SimulationInput } from "./input";
import { type Named, namedBy, nobody } from "./principal";
import type { Scope } from "./scope";
import { all, any, not, type Truth, unknown } from "./truth";

/**
 * What each permission of an access list is in actions, on a bucket and on an object.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping
 */
const actions: Readonly<Record<"bucket" | "object", Readonly<Record<string, readonly Grant["permission"][]>>>> = {
  bucket: {
    "s3:listbucket": ["READ", "FULL_CONTROL"],
    "s3:listbucketversions": ["READ", "FULL_CONTROL"],
    "s3:listbucketmultipartuploads": ["READ", "FULL_CONTROL"],
    "s3:putobject": ["WRITE", "FULL_CONTROL"],
    "s3:getbucketacl": ["READ_ACP", "FULL_CONTROL"],
    "s3:putbucketacl": ["WRITE_ACP", "FULL_CONTROL"],
  },
  object: {
    "s3:getobject": ["READ", "FULL_CONTROL"],
    "s3:getobjectversion": ["READ", "FULL_CONTROL"],
    "s3:getobjectacl": ["READ_ACP", "FULL_CONTROL"],
    "s3:getobjectversionacl": ["READ_ACP", "FULL_CONTROL"],
    "s3:putobjectacl": ["WRITE_ACP", "FULL_CONTROL"],
    "s3:putobjectversionacl": ["WRITE_ACP", "FULL_CONTROL"],
  },
};

/**
 * What access lists grant the caller.
 * @param ignoresPublic whether IgnorePublicAcls is in effect
 */
export function grantedByAcl({ acl, ownership }: SimulationInput, ignoresPublic: Truth, scope: Scope): Named {
  if (!acl || ownership === "BucketOwnerEnforced") return nobody;
  const granted = (["bucket", "object"] as const).map((level) => {
    const permissions = Object.hasOwn(actions[level], scope.action) ? actions[level][scope.action] : undefined;
    const grants = acl[level];
    if (!permissions || grants === undefined) return nobody;
    if (grants === "unread") return { ...nobody, direct: unknown(`The access list of the ${level} was not read.`) };
    return toCaller(
      grants.filter(({ permission }) => permissions.includes(permission)),
      ignoresPublic,
      scope,
    );
  });
  const counts: Truth =
    ownership === "unread" ? unknown("Whether access lists count (Object Ownership) was not read.") : true;
  const way = (name: keyof Named) => all([any(granted.map((one) => one[name])), counts]);
  return { direct: way("direct"), role: false, account: way("account") };
}

function toCaller(grants: readonly Grant[], ignoresPublic: Truth, scope: Scope): Named {
  const ways = grants.map(({ grantee }) => grantedTo(grantee, ignoresPublic, scope));
  return {
    direct: any(ways.map(({ direct }) => direct)),
    role: false,
    account: any(ways.map(({ account }) => account)),
  };
}

function grantedTo(grantee: Grantee, ignoresPublic: Truth, scope: Scope): Named {
  switch (grantee.kind) {
    case "all-users":
      return { ...nobody, direct: not(ignoresPublic) };
    case "authenticated-users":
      return { ...nobody, direct: all([isSigned(scope.caller), not(ignoresPublic)]) };
    case "canonical-user":
      return namedBy(grantee, scope);
    case "log-delivery":
      return nobody;
    case "other":
      return { ...nobody, account: unknown(`Who ${grantee.text.slice(0, 80)} is is not known.`) };
  }
}

/** Whether the caller signs with an AWS account's credentials. */
function isSigned(caller: Caller): Truth {
  if (caller.kind === "anonymous") return false;
  return caller.kind === "service" ? unknown("Whether a service is an authenticated user is not documented.") : true;
}
