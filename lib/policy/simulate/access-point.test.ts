import { describe, expect, test } from "vitest";
import {
  anonymous,
  bucketArn,
  everything,
  other,
  owner,
  policy,
  reading,
  reads,
  user,
  verdictOf,
} from "@/testing/policy/situation";
import type { Policy } from "../language/policy";
import type { Caller } from "../request";
import type { SimulationInput } from "./input";

const arn = `arn:aws:s3:us-west-2:${owner}:accesspoint/finance`;
const jane = user(owner, "Jane");
const janes = `arn:aws:iam::${owner}:user/Jane`;
const allow = policy("identity", everything);
const pointAllows = (principal: unknown, more: object = {}) =>
  policy("access-point", {
    Effect: "Allow",
    Principal: principal,
    Action: "s3:GetObject",
    Resource: `${arn}/object/*`,
    ...more,
  });
/** AWS recommends this: the bucket leaves everything to its account's access points. */
const delegates = policy("bucket", {
  Effect: "Allow",
  Principal: { AWS: "*" },
  Action: "*",
  Resource: [bucketArn, `${bucketArn}/*`],
  Condition: { StringEquals: { "s3:DataAccessPointAccount": owner } },
});

const through = (
  point: Policy | null,
  bucket: Policy | null,
  more: Partial<SimulationInput> = {},
  caller: Caller = jane,
) => reading(caller, { accessPoint: { arn, bucket: "reports", policy: point }, resourcePolicy: bucket, ...more });

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
describe("through an access point", () => {
  test.each<[of: string, point: Policy | null, bucket: Policy | null, expected: string, by: string[]]>([
    [
      "both policies allow the user",
      pointAllows({ AWS: janes }),
      policy("bucket", reads({ AWS: janes })),
      "Allowed",
      [],
    ],
    ["only the point's does", pointAllows({ AWS: janes }), null, "ImplicitlyDenied", ["identity-policy"]],
    ["only the bucket's does", null, policy("bucket", reads({ AWS: janes })), "ImplicitlyDenied", ["identity-policy"]],
    ["the bucket delegates, and the point allows", pointAllows({ AWS: janes }), delegates, "Allowed", []],
    ["the bucket delegates, and the point does not allow", null, delegates, "ImplicitlyDenied", ["identity-policy"]],
  ])("%s: %s", (_of, point, bucket, expected, by) => {
    const decision = through(point, bucket);
    expect(verdictOf(decision)).toBe(expected);
    expect(decision.blockedBy).toEqual(by);
  });

  test("of the same account, identity policies may do for either", () => {
    expect(verdictOf(through(null, null, { identityPolicies: [allow] }))).toBe("Allowed");
    const pointOnly = policy("identity", { Effect: "Allow", Action: "s3:*", Resource: `${arn}/*` });
    expect(verdictOf(through(null, null, { identityPolicies: [pointOnly] }))).toBe("ImplicitlyDenied");
    expect(verdictOf(through(null, delegates, { identityPolicies: [pointOnly] }))).toBe("Allowed");
  });

  test("a Deny of either is one", () => {
    const deny = policy("bucket", {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: `${bucketArn}/*`,
      Condition: { StringNotEquals: { "s3:AccessPointNetworkOrigin": "VPC" } },
    });
    const point = (networkOrigin: "Internet" | "VPC") => ({
      accessPoint: { arn, bucket: "reports", policy: null, networkOrigin },
      resourcePolicy: deny,
      identityPolicies: [allow],
    });
    expect(verdictOf(reading(jane, point("Internet")))).toBe("ExplicitlyDenied");
    expect(verdictOf(reading(jane, point("VPC")))).toBe("Allowed");
    expect(reading(jane, point("VPC")).assumed).toEqual(["The request comes from the access point's VPC."]);
    expect(reading(jane, point("VPC"), { context: { "aws:sourcevpc": ["vpc-1"] } }).assumed).toEqual([]);
    expect(verdictOf(reading(jane, { resourcePolicy: deny, identityPolicies: [allow] }))).toBe("ExplicitlyDenied");
  });

  test("the request may name the point or the bucket", () => {
    const given = { accessPoint: { arn, bucket: "reports", policy: pointAllows("*") }, resourcePolicy: delegates };
    expect(verdictOf(reading(anonymous, given))).toBe("Allowed");
    expect(verdictOf(reading(anonymous, given, { resource: `${arn}/object/2026/q1.csv` }))).toBe("Allowed");
    expect(verdictOf(reading(anonymous, given, { resource: arn }))).toBe("ImplicitlyDenied");
  });

  test("from another account, the point, the bucket and the caller's side must allow", () => {
    const caller = user(other);
    const [point, bucket] = [pointAllows({ AWS: other }), delegates];
    expect(verdictOf(through(point, bucket, { identityPolicies: [allow] }, caller))).toBe("Allowed");
    expect(verdictOf(through(point, bucket, {}, caller))).toBe("ImplicitlyDenied");
    expect(verdictOf(through(null, bucket, { identityPolicies: [allow] }, caller))).toBe("ImplicitlyDenied");
    expect(verdictOf(through(point, null, { identityPolicies: [allow] }, caller))).toBe("ImplicitlyDenied");
  });

  test("of another account in front of the bucket: the bucket must trust that account", () => {
    const theirs = `arn:aws:s3:us-west-2:${other}:accesspoint/shared`;
    const trusts = policy(
      "bucket",
      reads("*", { Condition: { StringEquals: { "s3:DataAccessPointAccount": other } } }),
    );
    const given = {
      accessPoint: { arn: theirs, bucket: "reports", policy: null },
      identityPolicies: [allow],
    };
    const decision = reading(user(other), { ...given, resourcePolicy: trusts });
    expect(verdictOf(decision)).toBe("Allowed");
    expect(decision.assumed).toEqual([`The resource control policies of account ${other} do not deny it.`]);
    expect(verdictOf(reading(user(other), { ...given, resourcePolicy: delegates }))).toBe("ImplicitlyDenied");
  });

  test("a Multi-Region Access Point has no region in its ARN", () => {
    const multi = `arn:aws:s3::${owner}:accesspoint/mfzwi23gnjvgw.mrap`;
    const point = policy("multi-region-access-point", {
      Effect: "Allow",
      Principal: { AWS: janes },
      Action: "s3:GetObject",
      Resource: `${multi}/object/*`,
    });
    const given = { accessPoint: { arn: multi, bucket: "reports", policy: point }, resourcePolicy: delegates };
    expect(verdictOf(reading(jane, given))).toBe("Allowed");
  });
});
