/** Where a policy is attached: what it may say, and whom it binds, follows from it. */
export type PolicyKind =
  | "bucket"
  | "access-point"
  | "multi-region-access-point"
  | "table-bucket"
  | "vector-bucket"
  | "kms-key"
  | "vpc-endpoint"
  | "rcp"
  | "scp"
  | "identity";

/** Kinds whose statements name no principal: whom they bind follows from where they are attached. */
export const withoutPrincipal: ReadonlySet<PolicyKind> = new Set(["scp", "identity"]);

/**
 * Something in a policy that keeps a part of it from being understood.
 * `invalid`: AWS refuses to store it, by its documentation. `unknown`: AWS may know what it means; we do not.
 */
export type Issue = { kind: "invalid" | "unknown"; at: string; what: string };

/** Who a statement names. Account ids are twelve digits. */
export type Principal =
  | { kind: "everyone" }
  | { kind: "account"; account: string; partition: string | null }
  | { kind: "identity"; type: "user" | "role" | "assumed-role" | "federated-user"; account: string; arn: string }
  | { kind: "canonical-user"; id: string }
  | { kind: "origin-access-identity"; id: string; arn: string }
  | { kind: "service"; name: string }
  | { kind: "federated"; provider: string }
  /** A deleted user or role: IAM put its unique id in the place of its name. */
  | { kind: "deleted"; id: string }
  | { kind: "invalid"; text: string };

/** Names with wildcards, as written. `not`: all but these (NotAction, NotResource, NotPrincipal). */
export type Patterns = { not: boolean; values: readonly string[] };

export type Principals = { not: boolean; values: readonly Principal[] };

/** What a condition compares. */
export type Comparison =
  | "StringEquals"
  | "StringEqualsIgnoreCase"
  | "StringLike"
  | "Numeric"
  | "Date"
  | "Bool"
  | "Binary"
  | "IpAddress"
  | "Arn"
  | "Null";

/** A condition operator, taken apart. `order` is that of Numeric and Date operators. */
export type Operator = {
  comparison: Comparison;
  not: boolean;
  order: "=" | "<" | "<=" | ">" | ">=";
  ifExists: boolean;
  /** The set operator in front of it. */
  quantifier: "any" | "all" | null;
  /** As written. */
  text: string;
};

/** One key of a condition block. A statement holds only where all of its conditions do; of the values one suffices. */
export type Condition = {
  operator: Operator;
  /** In lower case: keys are not case-sensitive. */
  key: string;
  /** As written. */
  keyText: string;
  values: readonly string[];
  at: string;
};

export type Statement = {
  /** From 0, in the order of the document. */
  index: number;
  sid: string | null;
  effect: "Allow" | "Deny";
  /** Null in kinds of policy that name none. */
  principals: Principals | null;
  actions: Patterns;
  /** Null where the kind of policy lets it be left out (a role's trust): then it is what the policy is attached to. */
  resources: Patterns | null;
  conditions: readonly Condition[];
  /** What of this statement was not understood. */
  issues: readonly Issue[];
};

/** A policy as it was understood. With `issues` of its own nothing is known of the whole; statements have theirs. */
export type Policy = {
  kind: PolicyKind;
  version: "2012-10-17" | "2008-10-17";
  statements: readonly Statement[];
  issues: readonly Issue[];
};

/** @returns a statement as people find it: by its Sid, or by its number from 1 */
export const nameOf = ({ sid, index }: Pick<Statement, "sid" | "index">): string =>
  sid === null || sid === "" ? `statement ${index + 1}` : `"${sid}"`;
