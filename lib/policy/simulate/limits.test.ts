import { describe, expect, test } from "vitest";
import {
  anonymous,
  denies,
  everything,
  management,
  other,
  owner,
  policy,
  reading,
  reads,
  root,
  service,
  user,
  verdictOf,
} from "@/testing/policy/situation";
import type { Caller } from "../request";
import type { SimulationInput } from "./input";

const allow = policy("identity", everything);
const full = policy("scp", everything);
const onlyQueues = policy("scp", { Effect: "Allow", Action: "sqs:*", Resource: "*" });
const noBuckets = policy("scp", { Effect: "Deny", Action: "s3:*", Resource: "*" });
const linked: Caller = {
  kind: "aws",
  account: owner,
  arn: `arn:aws:iam::${owner}:role/aws-service-role/x.amazonaws.com/X`,
  session: "x",
};

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
describe("service control policies", () => {
  const scps = (levels: SimulationInput["serviceControlPolicies"]) => levels;
  test.each<[of: string, caller: Caller, levels: (typeof full)[][], expected: string]>([
    ["none", user(), [], "Allowed"],
    ["all levels allow", user(), [[full], [full], [full]], "Allowed"],
    ["one level allows less", user(), [[full], [onlyQueues], [full]], "ImplicitlyDenied"],
    ["one level has one that allows beside it", user(), [[full], [onlyQueues, full], [full]], "Allowed"],
    ["one level denies", user(), [[full, noBuckets], [full]], "ExplicitlyDenied"],
    ["they bind the root user too", root(), [[full, noBuckets]], "ExplicitlyDenied"],
    ["they do not bind service-linked roles", linked, [[full, noBuckets]], "Allowed"],
  ])("%s: %s", (_of, caller, levels, expected) => {
    const serviceControlPolicies = scps({ account: owner, levels });
    const decision = reading(caller, { serviceControlPolicies, identityPolicies: [allow] });
    expect(verdictOf(decision)).toBe(expected);
    if (expected !== "Allowed") expect(decision.blockedBy).toEqual(["service-control-policy"]);
  });

  test("bind nobody of the management account", () => {
    const serviceControlPolicies = { account: management, levels: [[full, noBuckets]] };
    const given = { serviceControlPolicies, identityPolicies: [allow], managementAccount: management };
    expect(verdictOf(reading(user(management), given, { resourceAccount: management }))).toBe("Allowed");
  });

  test("bind no service, nobody who did not sign in, and no other account", () => {
    const serviceControlPolicies = { account: owner, levels: [[noBuckets]] };
    const resourcePolicy = policy("bucket", reads("*"));
    expect(verdictOf(reading(anonymous, { serviceControlPolicies, resourcePolicy }))).toBe("Allowed");
    expect(verdictOf(reading(service(), { serviceControlPolicies, resourcePolicy }))).toBe("Allowed");
    const decision = reading(user(other), { serviceControlPolicies, resourcePolicy, identityPolicies: [allow] });
    expect(verdictOf(decision)).toBe("Allowed");
    expect(decision.assumed).toEqual([`The service control policies of account ${other} allow it.`]);
  });

  test("a level without any was not given, for where they are in use each has one", () => {
    const serviceControlPolicies = { account: owner, levels: [[full], [], [full]] };
    expect(reading(user(), { serviceControlPolicies, identityPolicies: [allow] }).assumed).toHaveLength(1);
  });

  test("limit what a bucket policy gives", () => {
    const serviceControlPolicies = { account: owner, levels: [[onlyQueues]] };
    const resourcePolicy = policy("bucket", reads({ AWS: `arn:aws:iam::${owner}:user/ada` }));
    expect(verdictOf(reading(user(), { serviceControlPolicies, resourcePolicy }))).toBe("ImplicitlyDenied");
  });
});

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
describe("resource control policies", () => {
  const resourcePolicy = policy("bucket", reads("*"));
  const perimeter = policy(
    "rcp",
    denies({
      Condition: {
        StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-1" },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    }),
  );
  test.each<[of: string, caller: Caller, expected: string]>([
    ["nobody who signed in", anonymous, "ExplicitlyDenied"],
    ["a user of another organization", { ...user(other), orgId: "o-2" } as Caller, "ExplicitlyDenied"],
    ["a user of no organization", user(other), "ExplicitlyDenied"],
    ["a user of the organization", { ...user(other), orgId: "o-1" } as Caller, "Allowed"],
    ["a service", service(), "Allowed"],
    ["a service-linked role of the account", linked, "Allowed"],
  ])("an identity perimeter and %s: %s", (_of, caller, expected) => {
    const given = { resourcePolicy, identityPolicies: [allow], resourceControlPolicies: [[], [perimeter]] };
    const decision = reading(caller, given);
    expect(verdictOf(decision)).toBe(expected);
    if (expected !== "Allowed") expect(decision.blockedBy).toEqual(["resource-control-policy"]);
  });

  // AWS's KMS guide writes Bool here, without IfExists: an anonymous request has no such key, and passes.
  test("a perimeter that asks Bool for PrincipalIsAWSService lets nobody-who-signed-in pass", () => {
    const loose = policy("rcp", denies({ Condition: { Bool: { "aws:PrincipalIsAWSService": "false" } } }));
    expect(verdictOf(reading(anonymous, { resourcePolicy, resourceControlPolicies: [[loose]] }))).toBe("Allowed");
  });

  test("a Deny for all services binds services too", () => {
    expect(
      verdictOf(reading(service(), { resourcePolicy, resourceControlPolicies: [[policy("rcp", denies())]] })),
    ).toBe("ExplicitlyDenied");
  });

  test("an Allow is not needed: AWS attaches one everywhere", () => {
    expect(verdictOf(reading(anonymous, { resourcePolicy, resourceControlPolicies: [[], []] }))).toBe("Allowed");
  });

  test("do not reach the management account's resources", () => {
    const given = { resourcePolicy, resourceControlPolicies: [[policy("rcp", denies())]], managementAccount: owner };
    expect(verdictOf(reading(anonymous, given))).toBe("Allowed");
  });

  test("unread, what they leave of an Allow is not known, and a denial stays one", () => {
    const allowed = reading(anonymous, { resourcePolicy, resourceControlPolicies: "unread" });
    expect(allowed.allowed.kind).toBe("undetermined");
    const denied = reading(anonymous, { resourceControlPolicies: "unread" });
    expect(verdictOf(denied)).toBe("undetermined");
    expect(denied.allowed).toEqual({ kind: "known", value: false });
  });
});

// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
describe("the policy of a VPC endpoint", () => {
  const own = { identityPolicies: [allow] };
  test.each<[of: string, statement: object, caller: Caller, expected: string]>([
    ["full access, as by default", { ...everything, Principal: "*" }, user(), "Allowed"],
    [
      "another bucket only",
      { ...everything, Principal: "*", Resource: "arn:aws:s3:::other/*" },
      user(),
      "ImplicitlyDenied",
    ],
    ["a Deny", denies(), user(), "ExplicitlyDenied"],
    ["the account, and its root user", { ...everything, Principal: { AWS: owner } }, root(), "Allowed"],
    ["the account, and a user of it", { ...everything, Principal: { AWS: owner } }, user(), "undetermined"],
    ["another account", { ...everything, Principal: { AWS: other } }, user(), "ImplicitlyDenied"],
  ])("%s: %s", (_of, statement, caller, expected) => {
    expect(verdictOf(reading(caller, { ...own, endpointPolicy: policy("vpc-endpoint", statement) }))).toBe(expected);
  });

  test("not given, it is assumed to allow what comes through an endpoint", () => {
    const context = { "aws:sourcevpce": ["vpce-1"] };
    expect(reading(user(), own, { context }).assumed).toEqual(["The policy of the VPC endpoint allows it."]);
    expect(reading(user(), own).assumed).toEqual([]);
  });
});
