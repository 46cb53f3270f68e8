import type { Blocks, Grant, Ownership } from "../input";
import type { Policy } from "../language/policy";
import type { Tri } from "../tri";

/** Policies by level, from the root of the organization to the account itself. Empty where the account is in none. */
export type Levels = readonly (readonly Policy[])[];

/** A policy; null where there is none; `unread` where nobody could read it. */
export type KnownPolicy = Policy | null | "unread";

/** All that decides one request. What is not given is not there; what could not be read is `unread`, and never "none". */
export type SimulationInput = {
  /** Of what is asked for: a bucket, a table or vector bucket, a key. Of the bucket, where an access point is asked. */
  resourcePolicy: KnownPolicy;
  /** The access point, or Multi-Region Access Point, that the request goes through. */
  accessPoint?: {
    arn: string;
    bucket: string;
    policy: KnownPolicy;
    networkOrigin?: "Internet" | "VPC";
    isPublic?: Tri<boolean>;
  };
  /** Of the user or role and its groups. Unread, they are assumed to allow. */
  identityPolicies: readonly Policy[] | "unread";
  /** Passed when the session was made; absent where none was. */
  sessionPolicies?: readonly Policy[];
  permissionsBoundary?: KnownPolicy;
  /** On the path of one account: they bind its identities and nobody else. Unread, they are assumed to allow. */
  serviceControlPolicies: { account: string; levels: Levels } | "unread";
  /** On the path of the account that owns what is asked for. `assumedFor`: of that account, taken to deny nothing. */
  resourceControlPolicies: Levels | { assumedFor: string } | "unread";
  /** Service control policies do not bind its identities, resource control policies not its resources. */
  managementAccount?: string;
  /** Of the VPC endpoint the request comes through. */
  endpointPolicy?: KnownPolicy;
  /** Block public access; absent where no level blocks anything. */
  blocks?: Blocks;
  /** Whether AWS calls the resource's policy public. Matters where RestrictPublicBuckets is on. */
  isPublic?: Tri<boolean>;
  acl?: { bucket?: readonly Grant[] | "unread"; object?: readonly Grant[] | "unread" };
  ownership?: Ownership | "unread";
  /** Whether the bucket's tags decide access. Off, or a bucket without the setting: they are in no request. */
  abac?: boolean | "unread";
  /** The account of each canonical user id that is known. */
  canonicalUsers?: Readonly<Record<string, string>>;
};

/** What kind of policy allowed or denied, by the part it plays. */
export type Part =
  | "resource-policy"
  | "access-point-policy"
  | "identity-policy"
  | "session-policy"
  | "permissions-boundary"
  | "service-control-policy"
  | "resource-control-policy"
  | "endpoint-policy"
  | "acl"
  | "block-public-access";

/** A statement, and which of the policies it is in. */
export type StatementRef = {
  part: Part;
  /** Which policy of its part, from 0. */
  policy: number;
  /** Which statement, from 0. */
  index: number;
  sid: string | null;
  effect: "Allow" | "Deny";
};

export type Verdict = "Allowed" | "ImplicitlyDenied" | "ExplicitlyDenied";

export type Decision = {
  decision: Tri<Verdict>;
  /** Known more often than the decision: where only the kind of denial is open, this is known to be false. */
  allowed: Tri<boolean>;
  /** The statements that allow it, or that deny it. */
  by: readonly StatementRef[];
  /** What denies it, or lacks the Allow it needs. */
  blockedBy: readonly Part[];
  /** What was not given and is taken to allow. */
  assumed: readonly string[];
};
