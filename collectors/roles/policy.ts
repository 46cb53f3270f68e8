/** An identity policy as IAM takes it. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export type IdentityPolicy = { Version: "2012-10-17"; Statement: PolicyStatement[] };

export type PolicyStatement = { Sid: string; Effect: "Allow"; Action: string[]; Resource: string };

/** Where a role lives: the hub's own account, which asks, or a member account, which is asked. */
export type RolePlace = "hub" | "member";

/** What a policy is written for. */
export type PolicyInput = {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  /** The name of the role in the member accounts. */
  role: string;
  /** Only the statements of one of the two roles; those of both unless said. */
  place?: RolePlace | undefined;
};

/** @returns a statement that allows each action once, in the order of their names */
export const allow = (Sid: string, actions: Iterable<string>, Resource: string): PolicyStatement => ({
  Sid,
  Effect: "Allow",
  Action: [...new Set(actions)].toSorted(),
  Resource,
});

/** @returns a policy of the statements of one place, or of both */
export const policyOf = (
  statements: Readonly<Record<RolePlace, PolicyStatement[]>>,
  place: RolePlace | undefined,
): IdentityPolicy => ({
  Version: "2012-10-17",
  Statement: place === undefined ? [...statements.hub, ...statements.member] : statements[place],
});
