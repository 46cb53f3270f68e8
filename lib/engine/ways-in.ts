import type { AccessControlList } from "@/lib/model/facts/bucket";
import type { PublicAccessBlock } from "@/lib/model/facts/public-access-block";
import { type AccessClass, accessClasses } from "@/lib/policy/public/action-classes";

/** The levels that can close a way in, from the outside in. */
export const levels = ["organization", "account", "bucket", "access_point"] as const;

export type Level = (typeof levels)[number];

/** What a level does to a way: stops it, lets it pass, or could not be read. */
export type Gate = { level: Level; state: "closed" | "open" | "unknown"; setting: string };

/** One way somebody without credentials of the organization could take. */
export type WayIn = {
  kind: "acl" | "policy" | "access_point";
  /** The access point's name; null for the bucket's own ways. */
  name: string | null;
  /** Whether something is granted to everyone this way: undefined where that could not be read. */
  offered: boolean | undefined;
  /** What is granted, in words, where it is known. */
  grants: readonly string[];
  /** What can be done by it, as far as that is known. */
  may: readonly AccessClass[];
  gates: readonly Gate[];
  /** `none`: nothing is offered. `closed`: it is, and a level stops it. */
  outcome: "none" | "closed" | "open" | "unknown";
  /** The level that decides: the outermost that stops it, or the innermost that could and does not. */
  decides: Level | null;
};

type OrganizationBlock = { publicAccessBlock: "all" | "none" | null; valid: boolean } | null;

/** Facts as far as they were read: what is missing is undefined, "not configured" is null. */
export type WaysInFacts = {
  policyStatus?: { isPublic: boolean } | null | undefined;
  /** What the public statements of the policy grant, where it was analysed. */
  policyOffers?: Offers | undefined;
  acl?: AccessControlList | undefined;
  ownership?: string | null | undefined;
  publicAccessBlock?: PublicAccessBlock | null | undefined;
  effectiveAccountPublicAccessBlock?: PublicAccessBlock | null | undefined;
  effectiveS3Policy?: OrganizationBlock | undefined;
  accessPoints: readonly AccessPointFacts[];
};

/** What a policy grants to everyone, in words and by class. */
export type Offers = { grants: readonly string[]; may: readonly AccessClass[] };

export type AccessPointFacts = {
  name: string;
  policyOffers?: Offers | undefined;
  origin?: { network: "Internet" | "VPC" } | undefined;
  publicAccessBlock?: PublicAccessBlock | null | undefined;
  policyStatus?: { isPublic: boolean } | null | undefined;
};

/**
 * Every way in through access list, policy and access points, with what each level does to it. Only IgnorePublicAcls
 * and RestrictPublicBuckets change what exists already (trap 8); the most restrictive level counts.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function waysIn(facts: WaysInFacts): WayIn[] {
  return [
    aclWay(facts),
    policyWay(facts),
    ...facts.accessPoints.map((accessPoint) => accessPointWay(facts, accessPoint)),
  ];
}

type Setting = "ignorePublicAcls" | "restrictPublicBuckets";
const settingNames = { ignorePublicAcls: "IgnorePublicAcls", restrictPublicBuckets: "RestrictPublicBuckets" } as const;

function gate(level: Level, block: PublicAccessBlock | null | undefined, setting: Setting): Gate {
  const state = block === undefined ? "unknown" : block?.[setting] ? "closed" : "open";
  return { level, state, setting: settingNames[setting] };
}

/** The organization's policy and the account's setting arrive as one effective value: the policy says whose it is. */
function outerGates(facts: WaysInFacts, setting: Setting): Gate[] {
  const policy = facts.effectiveS3Policy;
  const decides = policy?.valid === true && policy.publicAccessBlock !== null;
  const effective = gate("account", facts.effectiveAccountPublicAccessBlock, setting);
  const name = settingNames[setting];
  if (policy === undefined) return [{ level: "organization", state: "unknown", setting: name }, effective];
  if (!decides) return [{ level: "organization", state: "open", setting: name }, effective];
  // What AWS answers for the account is then the organization's value: the account's own is hidden and has no say.
  const closed = policy.publicAccessBlock === "all";
  return [
    { level: "organization", state: closed ? "closed" : effective.state, setting: name },
    { level: "account", state: closed ? "closed" : effective.state, setting: name },
  ];
}

const everyone: Readonly<Record<string, string>> = {
  "http://acs.amazonaws.com/groups/global/AllUsers": "everyone",
  "http://acs.amazonaws.com/groups/global/AuthenticatedUsers": "everyone with an AWS account",
};

const verbs: Readonly<Record<string, string>> = {
  READ: "list",
  WRITE: "write",
  READ_ACP: "read the access list",
  WRITE_ACP: "change the access list",
  FULL_CONTROL: "do everything",
};

/** What a permission of an access list of a bucket grants. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
const grantsOf: Readonly<Record<string, readonly AccessClass[]>> = {
  READ: ["list"],
  WRITE: ["write"],
  WRITE_ACP: ["permissions"],
  FULL_CONTROL: ["list", "write", "permissions"],
};

function aclWay(facts: WaysInFacts): WayIn {
  const granted = facts.acl?.grants.filter(({ grantee }) => everyone[grantee] !== undefined) ?? [];
  const grants = granted.map(
    ({ grantee, permission }) => `${everyone[grantee]} may ${verbs[permission] ?? permission}`,
  );
  const bucket = gate("bucket", facts.publicAccessBlock, "ignorePublicAcls");
  // Where the owner enforces it, access lists count for nothing, whatever Block Public Access says (trap 12).
  const ownership: Gate =
    facts.ownership === "BucketOwnerEnforced"
      ? { level: "bucket", state: "closed", setting: "BucketOwnerEnforced" }
      : bucket.state === "open" && facts.ownership === undefined
        ? { level: "bucket", state: "unknown", setting: "BucketOwnerEnforced" }
        : bucket;
  const offered = facts.acl === undefined ? undefined : granted.length > 0;
  const given = new Set(granted.flatMap(({ permission }) => grantsOf[permission] ?? []));
  const may = accessClasses.filter((each) => given.has(each));
  return way({ kind: "acl", name: null, offered, grants, may }, [...outerGates(facts, "ignorePublicAcls"), ownership]);
}

const isPublic = (status: { isPublic: boolean } | null | undefined): boolean | undefined =>
  status === undefined ? undefined : (status?.isPublic ?? false);

function policyWay(facts: WaysInFacts): WayIn {
  const offered = isPublic(facts.policyStatus);
  const { grants, may } = offersOf(offered, facts.policyOffers, "AWS calls the bucket policy public");
  return way({ kind: "policy", name: null, offered, grants, may }, [
    ...outerGates(facts, "restrictPublicBuckets"),
    gate("bucket", facts.publicAccessBlock, "restrictPublicBuckets"),
  ]);
}

const offersOf = (offered: boolean | undefined, offers: Offers | undefined, otherwise: string): Offers => {
  if (!offered) return { grants: [], may: [] };
  return offers && offers.grants.length > 0 ? offers : { grants: [otherwise], may: [] };
};

function accessPointWay(facts: WaysInFacts, accessPoint: AccessPointFacts): WayIn {
  const policy = isPublic(accessPoint.policyStatus);
  // One that can only be reached from a VPC is not public, whatever its policy says.
  const private_ = accessPoint.origin?.network === "VPC";
  const offered = private_ ? false : accessPoint.origin === undefined && policy !== false ? undefined : policy;
  const { grants, may } = offersOf(offered, accessPoint.policyOffers, "AWS calls its policy public");
  return way({ kind: "access_point", name: accessPoint.name, offered, grants, may }, [
    ...outerGates(facts, "restrictPublicBuckets"),
    gate("bucket", facts.publicAccessBlock, "restrictPublicBuckets"),
    gate("access_point", accessPoint.publicAccessBlock, "restrictPublicBuckets"),
  ]);
}

function way(what: Pick<WayIn, "kind" | "name" | "offered" | "grants" | "may">, gates: readonly Gate[]): WayIn {
  if (what.offered === false) return { ...what, gates, outcome: "none", decides: null };
  const closing = gates.find(({ state }) => state === "closed");
  if (closing) return { ...what, gates, outcome: what.offered ? "closed" : "none", decides: closing.level };
  // The organization's own gate is told by the account's effective value too: unread, it hides only whose it is.
  const unread = gates.some(({ level, state }) => level !== "organization" && state === "unknown");
  if (what.offered === undefined || unread) return { ...what, gates, outcome: "unknown", decides: null };
  return { ...what, gates, outcome: "open", decides: gates.at(-1)?.level ?? null };
}
