import type { AccessInput, Grant } from "../input";
import type { Policy, Statement } from "../language/policy";
import { knownTo, type Tri, undetermined } from "../tri";
import type { Outsider } from "./caller-facts";
import { placesIn } from "./places";
import type { PublicAnswer } from "./policy-is-public";
import { allOf, anyOf, not } from "./three-valued";
import { keeps } from "./who-keeps";
import { Effort, type Witness, witnessesOf } from "./witness";

/**
 * Whether resource control policies leave the public anything of what the public statements of a policy grant. Those of
 * the management account's own resources are not looked at: none applies there.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function publicLeftByPolicy(
  policy: Policy | null | "unread",
  { evidence }: PublicAnswer,
  input: AccessInput,
): Tri<boolean> {
  if (policy === null) return knownTo(false);
  if (policy === "unread") return undetermined({ what: "The policy could not be read.", row: null, at: null });
  const left = leftOf(policy, evidence, [{ kind: "anonymous" }, { kind: "stranger" }], input);
  if (input.kind === "bucket" || (left.kind === "known" && !left.value)) return left;
  return letInByBucket(input, left);
}

/** Whether resource control policies deny whoever did not sign in all that a public policy lets them do. */
export const publicPreventedByRcp = (policy: Policy, judged: PublicAnswer, input: AccessInput): Tri<boolean> =>
  allOf(judged, not(leftOf(policy, judged.evidence, [{ kind: "anonymous" }], input)));

/** Whether callers keep something of what those statements grant which are public, or may be. */
function leftOf(
  { statements }: Policy,
  evidence: PublicAnswer["evidence"],
  callers: readonly Outsider[],
  input: AccessInput,
): Tri<boolean> {
  const effort = new Effort();
  const placesOf = placesIn(statements);
  const open = new Set(evidence.filter(({ verdict }) => verdict !== "not-public").map(({ statement }) => statement));
  const requests = statements
    .filter(({ effect, index }) => effect === "Allow" && open.has(index))
    .map((statement) => witnessesOf(statement, placesOf(statement), effort));
  return leftTo(callers, requests, input, effort);
}

/**
 * Through an access point a request needs the bucket's policy too, which as a rule delegates to the account's access
 * points. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
function letInByBucket({ policy }: AccessInput, left: Tri<boolean>): Tri<boolean> {
  if (policy === null) return knownTo(false);
  if (policy !== "unread" && policy.statements.some(delegates)) return left;
  return undetermined({
    what: "What the bucket's own policy adds to the access point's is not known.",
    row: null,
    at: null,
  });
}

const delegates = ({ effect, principals, conditions }: Statement): boolean =>
  effect === "Allow" &&
  principals?.values.some(({ kind }) => kind === "everyone") === true &&
  !principals.not &&
  conditions.every(({ key, operator }) => key.startsWith("s3:dataaccesspoint") && !operator.not);

const requestsOf: Readonly<Record<Grant["permission"], readonly string[]>> = {
  READ: ["s3:listbucket"],
  WRITE: ["s3:putobject"],
  READ_ACP: ["s3:getbucketacl"],
  WRITE_ACP: ["s3:putbucketacl"],
  FULL_CONTROL: ["s3:listbucket", "s3:putobject", "s3:getbucketacl", "s3:putbucketacl"],
};

/** The same for what the bucket's ACL grants to everybody and to everybody with an AWS account. */
export function publicLeftByAcl(input: AccessInput): Tri<boolean> {
  if (input.acl === "unread") return undetermined({ what: "The access list could not be read.", row: null, at: null });
  const bucket = `arn:${input.partition}:s3:::${input.bucket}`;
  return anyOf(
    ...input.acl.grants.map(({ grantee, permission }) => {
      if (grantee.kind !== "all-users" && grantee.kind !== "authenticated-users") return knownTo(false);
      const callers: Outsider[] = [{ kind: "stranger" }];
      if (grantee.kind === "all-users") callers.push({ kind: "anonymous" });
      const requests = requestsOf[permission].map((action) => ({
        action,
        resource: action === "s3:putobject" ? `${bucket}/object` : bucket,
      }));
      return leftTo(callers, [requests], input, new Effort());
    }),
  );
}

function leftTo(
  callers: readonly Outsider[],
  requests: readonly (readonly Witness[])[],
  input: AccessInput,
  effort: Effort,
): Tri<boolean> {
  if (input.isManagementAccount || (input.rcps !== "unread" && input.rcps.flat().length === 0)) return knownTo(true);
  if (input.rcps === "unread") {
    return undetermined({ what: "The resource control policies could not be read.", row: null, at: null });
  }
  const rcps = input.rcps.flat();
  return anyOf(
    ...callers.map((caller) => {
      const kept = keeps(caller, requests, rcps, input, effort);
      return kept === "unclear"
        ? undetermined({ what: "A resource control policy may deny it to the public.", row: null, at: null })
        : knownTo(kept === "yes");
    }),
  );
}
