/** Who makes a request. */
export type Caller =
  /** Nobody who signed in. */
  | { kind: "anonymous" }
  /** A user, a role's session, an account's root. `arn` is as `aws:PrincipalArn` has it: a session's is its role's. */
  | { kind: "aws"; account: string; arn: string; session?: string; orgId?: string }
  | { kind: "service"; name: string }
  | { kind: "federated"; provider: string }
  | { kind: "canonical-user"; id: string }
  | { kind: "origin-access-identity"; id: string };

/** One request as policies see it. It can be simulated, and a witness is one. */
export type Request = {
  /** As `s3:GetObject`; case does not matter. */
  action: string;
  /** The ARN of what is asked for. */
  resource: string;
  /** The account that owns it. */
  resourceAccount: string;
  caller: Caller;
  /** Condition keys in lower case, with their values. A key that is absent is not in the request. */
  context: Readonly<Record<string, readonly string[]>>;
};
