import { describe, expect, it } from "vitest";
import { Random } from "@/bench/fuzz/random";
import { ours, policyFrom } from "@/testing/policy/generate";
import { requestFrom } from "@/testing/policy/request";
import { parsePolicy } from "../language/parse-policy";
import type { Policy } from "../language/policy";
import type { Request } from "../request";
import { simulate } from "../simulate/simulate";
import { demandsOf } from "./demands";

const runs = Number(process.env["POLICY_RUNS"] ?? 150);
const bucket = { name: ours.bucket, partition: ours.partition, accountId: ours.account };

const spared = [
  { StringNotEquals: { "aws:SourceVpce": "vpce-1" } },
  { NotIpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
  { StringNotEquals: { "aws:PrincipalOrgID": ours.orgId } },
  { Bool: { "aws:SecureTransport": "false" } },
  { NumericLessThan: { "s3:TlsVersion": "1.3" } },
  { StringNotEquals: { "s3:x-amz-server-side-encryption": ["aws:kms", "AES256"] } },
  { StringNotEquals: { "aws:SourceVpc": ["vpc-1", "vpc-2"], "aws:SourceVpce": "vpce-2" } },
  undefined,
];

/** Policies with something of everything, and often a Deny for all that demands something. */
function policyWithDemands(random: Random): Policy {
  const { Version, Statement } = policyFrom(random, 3);
  const denies = random.some(spared, 2).map((Condition) => ({
    ...{ Effect: "Deny", Principal: random.chance(0.9) ? "*" : { AWS: "222233334444" } },
    Action: random.pick(["s3:*", "*", "s3:PutObject", "s3:*Object*"]),
    Resource: random.pick([
      "*",
      [`arn:aws:s3:::${ours.bucket}`, `arn:aws:s3:::${ours.bucket}/*`],
      `arn:aws:s3:::${ours.bucket}/*`,
    ]),
    ...(Condition && { Condition }),
  }));
  return parsePolicy({ Version, Statement: [...Statement, ...denies] }, "bucket");
}

/** Whether a policy denies a request in so many words; undefined where that is not known. */
function denied(request: Request, resourcePolicy: Policy): boolean | undefined {
  const { decision } = simulate(
    { ...request, resourceAccount: ours.account },
    { resourcePolicy, identityPolicies: "unread", serviceControlPolicies: "unread", resourceControlPolicies: [] },
  );
  return decision.kind === "known" ? decision.value === "ExplicitlyDenied" : undefined;
}

describe("demands and the simulation, written apart from each other", () => {
  it("agree that gaps are not denied", () => {
    let seen = 0;
    for (let seed = 0; seed < runs; seed++) {
      const policy = policyWithDemands(new Random(seed));
      const { tls } = demandsOf(policy, bucket);
      for (const gap of tls.kind === "known" ? tls.value.gaps : []) {
        seen++;
        expect(denied(gap, policy) ?? false, `seed ${seed} ${JSON.stringify([policy, gap])}`).toBe(false);
      }
    }
    expect(seen).toBeGreaterThan(runs / 2);
  });

  it("agree that no request gets by that a demand is about", () => {
    let seen = 0;
    for (let seed = 0; seed < runs; seed++) {
      const random = new Random(seed);
      const policy = policyWithDemands(random);
      const { tls, minTlsVersion, encryption, deniesAnonymous, deniesOutside } = demandsOf(policy, bucket);
      for (let run = 0; run < 30; run++) {
        const request = requestFrom(random);
        const { context } = request;
        const value = (key: string) => context[key]?.[0];
        const version = value("s3:tlsversion");
        const header = value("s3:x-amz-server-side-encryption");
        const isUpload = request.action === "s3:PutObject";
        const must = [
          tls.kind === "known" && tls.value.enforced && value("aws:securetransport") === "false",
          minTlsVersion.kind === "known" &&
            minTlsVersion.value !== null &&
            version !== undefined &&
            version < minTlsVersion.value,
          isUpload &&
            encryption.kind === "known" &&
            encryption.value !== null &&
            !encryption.value.includes(header ?? ""),
          deniesAnonymous.kind === "known" && deniesAnonymous.value && request.caller.kind === "anonymous",
          deniesOutside.kind === "known" &&
            "aws:sourcevpce" in deniesOutside.value &&
            value("aws:sourcevpce") === "vpce-3",
          deniesOutside.kind === "known" &&
            "aws:principalorgid" in deniesOutside.value &&
            value("aws:principalorgid") === undefined,
        ];
        if (!must.includes(true)) continue;
        seen++;
        expect(denied(request, policy) ?? true, `seed ${seed} ${must} ${JSON.stringify([policy, request])}`).toBe(true);
      }
    }
    expect(seen).toBeGreaterThan(runs);
  });
});
