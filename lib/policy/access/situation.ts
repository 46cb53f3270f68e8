import type { AccessInput } from "../input";
import type { Policy, Statement } from "../language/policy";
import { effectiveSetting } from "../public/block";
import { policyIsPublic } from "../public/policy-is-public";
import type { Request } from "../request";
import { knownTo, type Reason, type Tri, undetermined } from "../tri";
import { aclPolicy, isPublicGrant } from "./acl-statements";
import { issuesOf } from "./compiled";
import { Effort } from "./effort";
import { type Party, partiesOf } from "./party";
import { type Bits, bitsOf, type Holding, places } from "./sets";
import { type CallerPart, type Space, spaceOf } from "./space";
import { accessPointPlace, bucketPlace } from "./targets";

/** A statement, and where to find it. Of an access list: a grant by its place in the list. */
export type SourceRef = { policy: "bucket" | "access-point" | "rcp" | "acl"; index: number; sid: string | null };

/** Everything that decides access to one bucket or access point, read and cut into parts. */
export type Situation = {
  input: AccessInput;
  space: Space;
  parties: readonly Party[];
  /** Of each party, by its name, the callers that stand for it. */
  callersOf: ReadonlyMap<string | undefined, readonly CallerPart[]>;
  /** Allow statements, by what they are in. */
  allows: { bucket: Bits; accessPoint: Bits; aclPublic: Bits; aclNamed: Bits };
  /** Deny statements, by what they are in. */
  denies: { own: Bits; rcp: Bits };
  /** Access needs an access point's policy beside the bucket's. */
  through: boolean;
  /** What could not be read, and may allow or deny more than is known. */
  mayAllow: { policy: readonly Reason[]; list: readonly Reason[] };
  mayDeny: readonly Reason[];
  /** Whether block public access leaves only the owner's account and AWS services. */
  restricted: Tri<boolean>;
  /** Whether block public access, or ownership, makes the grants of the access list void: to the public, or all. */
  aclVoid: { toPublic: Tri<boolean>; toAll: Tri<boolean> };
  refOf: (place: number) => SourceRef | undefined;
};

const empty: Policy = { kind: "bucket", version: "2012-10-17", statements: [], issues: [] };

/** The bucket's or the access point's policies come first, then its access list, then the organization's. */
export function situationOf(input: AccessInput): Situation {
  const mayAllow = { policy: [] as Reason[], list: [] as Reason[] };
  const mayDeny: Reason[] = [];
  const read = (policy: Policy | null | "unread", what: string, ...into: Reason[][]): Policy => {
    const tell = (why: string, at: string | null = null) => {
      for (const list of into) list.push({ what: why, row: null, at });
    };
    if (policy === "unread") tell(`${what} could not be read.`);
    if (policy === "unread" || policy === null) return empty;
    const [issue] = issuesOf(policy);
    if (issue) tell(`${what} is not understood: ${issue.what}.`, issue.at);
    return policy;
  };
  const { accessPoint } = input;
  const through = input.kind === "access-point" && accessPoint !== undefined;
  const point = through ? [read(accessPoint.policy, "The access point's policy", mayAllow.policy, mayDeny)] : [];
  const own = read(input.policy, "The bucket's policy", mayAllow.policy, mayDeny);
  const acl = input.acl === "unread" ? empty : aclPolicy(input.acl);
  if (input.acl === "unread" && input.ownership !== "BucketOwnerEnforced") {
    mayAllow.list.push({ what: "The bucket's access list could not be read.", row: null, at: null });
  }
  const free = input.isManagementAccount || input.orgId === null;
  if (input.rcps === "unread" && !free) {
    const what = "The resource control policies of the organization could not be read.";
    mayDeny.push({ what, row: null, at: null });
  }
  const rcps = (input.rcps === "unread" || free ? [] : input.rcps.flat()).map((policy) =>
    read(policy, "A resource control policy", mayDeny),
  );
  // Through an access point both are asked for, it and the bucket, and the organization's policies are over both.
  const policies = [...point, own, acl, ...rcps, ...(through ? rcps : [])];
  const [ownAt, aclAt] = [point.length, point.length + 1];
  const space = spaceFor(input, policies, through, rcps.length);
  const bits = (has: (policy: number) => boolean, effect: Statement["effect"]) =>
    bitsOf(space.statements, (one) => has(one.policy) && one.statement.effect === effect);
  const grants = input.acl === "unread" ? [] : input.acl.grants;
  const granted = (toPublic: boolean) =>
    bitsOf(space.statements, ({ policy, statement }) => {
      const grant = policy === aclAt ? grants[statement.index] : undefined;
      return grant !== undefined && isPublicGrant(grant) === toPublic;
    });
  const { all: parties, partyOf } = partiesOf([...point, own, acl], {
    accounts: [input.accountId],
    organizations: input.orgId === null || input.orgId === "unread" ? [] : [input.orgId],
  });
  return {
    input,
    space,
    parties,
    callersOf: Map.groupBy(space.callers, ({ atom }) => partyOf(atom)),
    allows: {
      bucket: bits((policy) => policy === ownAt, "Allow"),
      accessPoint: bits((policy) => policy < ownAt, "Allow"),
      aclPublic: granted(true),
      aclNamed: granted(false),
    },
    denies: { own: bits((policy) => policy <= ownAt, "Deny"), rcp: bits((policy) => policy > aclAt, "Deny") },
    through,
    mayAllow,
    mayDeny,
    restricted: restricted(input),
    aclVoid: aclVoid(input),
    refOf: (place) => {
      const one = space.statements[place];
      if (!one) return undefined;
      const { index, sid } = one.statement;
      const policy = one.policy < ownAt ? "access-point" : one.policy === ownAt ? "bucket" : "rcp";
      return { policy: one.policy === aclAt ? "acl" : policy, index, sid };
    },
  };
}

function spaceFor(input: AccessInput, policies: readonly Policy[], through: boolean, rcps: number): Space {
  const arn = `arn:${input.partition}:s3:::${input.bucket}`;
  const sees = policies.map((_, index) => (index === 0 || (index >= 3 && index < 3 + rcps) ? "point" : "bucket"));
  const { accountId, orgId, trusted } = input;
  const members = input.members && new Set(input.members);
  // One account of the organization stands for those nobody names.
  const other = input.members?.find((account) => account !== accountId);
  return spaceOf(
    policies,
    {
      place: through && input.accessPoint ? accessPointPlace(input.accessPoint.arn, arn, sees) : bucketPlace(arn),
      partition: input.partition,
      owner: { accountId, ...(orgId !== "unread" && { orgId }), ...(members && { members }) },
      accounts: [...trusted.accounts, ...(other === undefined ? [] : [other])],
      organizations: trusted.organizations,
    },
    new Effort(5_000_000),
  );
}

/** RestrictPublicBuckets changes what a public policy comes to, and nothing where the policy is not public. */
function restricted({ blocks, policy, accessPoint }: AccessInput): Tri<boolean> {
  const setting = effectiveSetting(blocks, "RestrictPublicBuckets");
  if (setting.kind === "known" && !setting.value) return knownTo(false);
  const own = publicness(policy, "Internet");
  const point = accessPoint ? publicness(accessPoint.policy, accessPoint.networkOrigin) : knownTo(false);
  const isPublic = [own, point].find((one) => one.kind === "known" && one.value);
  const [unknown] = [own, point].filter((one) => one.kind === "undetermined");
  if (!isPublic && !unknown) return knownTo(false);
  if (setting.kind === "undetermined") return undetermined(...setting.why);
  return isPublic ?? unknown ?? knownTo(false);
}

function publicness(policy: Policy | null | "unread", origin: "Internet" | "VPC"): Tri<boolean> {
  if (policy === null) return knownTo(false);
  if (policy !== "unread") return policyIsPublic(policy, origin);
  return undetermined({ what: "A policy could not be read.", row: null, at: null });
}

function aclVoid({ ownership, blocks }: AccessInput): Situation["aclVoid"] {
  const setting = effectiveSetting(blocks, "IgnorePublicAcls");
  const toAll: Tri<boolean> =
    ownership === "unread"
      ? undetermined({ what: "The bucket's ownership setting could not be read.", row: null, at: null })
      : knownTo(ownership === "BucketOwnerEnforced");
  return { toAll, toPublic: setting.kind === "known" ? knownTo(setting.value) : setting };
}

/** What was found: the statements that allow it, and a request that they allow. */
export type Evidence = { statements: readonly SourceRef[]; witness: Request };

export const evidenceOf = ({ refOf }: Situation, allows: Bits, witness: Request, holding: Holding): Evidence => ({
  statements: places(holding.must & allows).flatMap((place) => refOf(place) ?? []),
  witness,
});
