import type { AccessInput, Grant, Ownership } from "../input";
import { knownTo, type Tri, undetermined } from "../tri";

/** Groups whose grants S3 calls public: everybody, and everybody with an AWS account. */
const isPublic = ({ grantee }: Grant): boolean =>
  grantee.kind === "all-users" ||
  grantee.kind === "authenticated-users" ||
  (grantee.kind === "other" && /\/groups\/global\/(?:All|Authenticated)Users$/i.test(grantee.text));

/** A group AWS does not document might be as large as those two. */
const isUnknownGroup = ({ grantee }: Grant): boolean => grantee.kind === "other" && /^https?:/i.test(grantee.text);

/**
 * Whether an ACL grants anything to a public group, where ACLs count at all: BucketOwnerEnforced disables them.
 * GetBucketAcl leaves out public grants that a block ignores: then this is the ACL in effect, not the one stored.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function aclIsPublic(acl: AccessInput["acl"], ownership: Ownership | "unread"): Tri<boolean> {
  if (ownership === "BucketOwnerEnforced") return knownTo(false);
  if (acl === "unread") return undetermined({ what: "The access list could not be read.", row: null, at: null });
  if (!acl.grants.some(isPublic)) {
    return acl.grants.some(isUnknownGroup)
      ? undetermined({
          what: "The access list grants something to a group AWS does not document.",
          row: null,
          at: null,
        })
      : knownTo(false);
  }
  return ownership === "unread"
    ? undetermined({ what: "Whether access lists count could not be read.", row: null, at: null })
    : knownTo(true);
}
