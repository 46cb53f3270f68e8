import type { AccessInput, BlockLevel } from "../input";
import type { Policy } from "../language/policy";
import { knownTo, type Reason, type Tri, undetermined } from "../tri";
import { aclIsPublic } from "./acl";
import { effectiveSetting } from "./block";
import { type LetIn, outsidersOf } from "./outsiders";
import { type PublicAnswer, policyIsPublic } from "./policy-is-public";
import { publicLeftByAcl, publicLeftByPolicy } from "./public-left";
import { allOf, anyOf, not } from "./three-valued";
import { keeps } from "./who-keeps";
import { Effort } from "./witness";

/** What is public in the end, and who outside the account keeps access, after the block and resource control policies. */
export type Effective = {
  /** What S3 answers for the policy itself, before any block. */
  policyIsPublic: PublicAnswer;
  aclIsPublic: Tri<boolean>;
  effectivePublicViaAcl: Tri<boolean>;
  effectivePublic: Tri<boolean>;
  restrictedByBlock: Tri<boolean>;
  /** The level of the block that keeps a public policy or access list from having effect. */
  decidedBy: BlockLevel | null;
  accounts: Tri<string[]>;
  services: Tri<string[]>;
  organizations: Tri<string[]>;
};

/** Answers for a bucket, or for an access point by its own policy. */
export function effectiveOf(input: AccessInput): Effective {
  const policy = input.kind === "access-point" ? (input.accessPoint?.policy ?? null) : input.policy;
  const judged = judge(policy, input);
  const acl = aclIsPublic(input.acl, input.ownership);
  const restrict = effectiveSetting(input.blocks, "RestrictPublicBuckets");
  const ignore = effectiveSetting(input.blocks, "IgnorePublicAcls");
  const restricted = allOf(judged, restrict);
  const viaAcl = allOf(acl, not(ignore));
  // An access point has no ACL of its own, and is reached only where its bucket lets the request in too.
  const byPolicy = allOf(judged, not(restrict), publicLeftByPolicy(policy, judged, input));
  const byAcl = input.kind === "access-point" ? knownTo(false) : allOf(viaAcl, publicLeftByAcl(input));
  const [policyHeld, aclHeld] = [isTrue(judged) && isTrue(restrict), isTrue(acl) && isTrue(ignore)];
  const letIn = whomLetsIn(policy, input);
  const deciding = policyHeld ? restrict : aclHeld ? ignore : undefined;
  const decidedBy = deciding?.kind === "known" && deciding.value ? deciding.level : null;
  return {
    policyIsPublic: judged,
    aclIsPublic: acl,
    effectivePublicViaAcl: viaAcl,
    effectivePublic: anyOf(byPolicy, byAcl),
    restrictedByBlock: restricted,
    decidedBy,
    accounts: keepers(letIn, "account", restricted, input),
    services: keepers(letIn, "service", knownTo(false), input),
    organizations: keepers(letIn, "organization", restricted, input),
  };
}

function judge(policy: Policy | null | "unread", input: AccessInput): PublicAnswer {
  if (policy === "unread") return { ...undetermined(unreadPolicy), evidence: [] };
  if (policy === null) return { ...knownTo(false), evidence: [] };
  return policyIsPublic(policy, input.kind === "access-point" ? input.accessPoint?.networkOrigin : undefined);
}

const unreadPolicy: Reason = { what: "The policy could not be read.", row: null, at: null };
const unreadRcps: Reason = { what: "The resource control policies could not be read.", row: null, at: null };

const isTrue = (answer: Tri<boolean>): boolean => answer.kind === "known" && answer.value;

/** Everybody outside whom a policy lets in by name, with the effort left to compare what they keep. */
type WhomItLetsIn = { policy: Policy | null | "unread"; all: LetIn[]; effort: Effort };

function whomLetsIn(policy: Policy | null | "unread", input: AccessInput): WhomItLetsIn {
  const effort = new Effort();
  return { policy, all: policy === null || policy === "unread" ? [] : outsidersOf(policy, input, effort), effort };
}

/**
 * Who of a kind keeps access by the policy. RestrictPublicBuckets cuts all access from outside of a public policy, also
 * what its other statements grant; services keep theirs.
 */
function keepers(
  { policy, all, effort }: WhomItLetsIn,
  kind: "account" | "service" | "organization",
  restricted: Tri<boolean>,
  input: AccessInput,
): Tri<string[]> {
  if (policy === "unread") return undetermined(unreadPolicy);
  if (policy === null || isTrue(restricted)) return knownTo([]);
  if (effort.spent) return undetermined({ what: "The policy names more than can be compared.", row: null, at: null });
  const letIn = all.filter(({ outsider }) => outsider.kind === kind);
  if (letIn.length === 0) return knownTo([]);
  const rcps = input.isManagementAccount ? [] : input.rcps;
  if (rcps === "unread") return undetermined(unreadRcps);
  const denying = [...rcps.flat(), policy];
  const answers = letIn.map((one) => ({ ...one, keeps: keeps(one.outsider, one.requests, denying, input, effort) }));
  const left = answers.filter((one) => one.keeps !== "no");
  const why = left
    .filter((one) => one.keeps === "unclear" || !one.certain)
    .map(({ name }) => ({ what: `What is left to ${name} cannot be known.`, row: null, at: null }));
  if (restricted.kind === "undetermined" && left.length > 0)
    why.push(...restricted.why.map((one) => ({ ...one, row: null, at: null })));
  return why.length > 0 ? undetermined(...why) : knownTo(left.map(({ name }) => name).sort());
}
