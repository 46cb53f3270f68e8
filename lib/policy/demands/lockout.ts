import type { CallerAtom } from "../access/callers";
import { knownTo, type Tri, undetermined } from "../tri";
import { type Asked, undenied } from "./asked";

/**
 * Whether a policy keeps even the owner's administrators from changing it back. The account's root still can, whatever
 * the bucket's policy says, but only read, replace and delete the policy:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
 * @param accountId the owner's, where it is known
 */
export function lockoutOf(asked: Asked, accountId: string | undefined): Tri<boolean> {
  const administrator = ({ caller }: CallerAtom) =>
    caller.kind === "aws" && !caller.arn.endsWith(":root") && (accountId === undefined || caller.account === accountId);
  const tries = ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"].map((action) =>
    undenied(asked, { action: ({ name }) => name === action, caller: administrator }),
  );
  if (tries.some(({ kind }) => kind === "found")) return knownTo(false);
  const why = tries.flatMap((one) => (one.kind === "unknown" ? one.why : []));
  return why.length > 0 ? undetermined(...why) : knownTo(true);
}
