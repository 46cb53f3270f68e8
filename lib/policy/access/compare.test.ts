import { describe, expect, it } from "vitest";
import { Random } from "@/bench/fuzz/random";
import { ours, policyFrom, statementFrom } from "@/testing/policy/generate";
import { parsePolicy } from "../language/parse-policy";
import type { Policy, PolicyKind } from "../language/policy";
import { simulate } from "../simulate/simulate";
import { compare } from "./compare";

type Json = Record<string, unknown>;
const arn = "arn:aws:s3:::reports";
const policy = (...statements: Json[]): Policy =>
  parsePolicy({ Version: "2012-10-17", Statement: statements }, "bucket");
const allow = (more: Json = {}): Json => ({
  Effect: "Allow",
  Principal: "*",
  Action: "s3:GetObject",
  Resource: `${arn}/*`,
  ...more,
});
const deny = (more: Json = {}): Json => ({ ...allow(more), Effect: "Deny" });
const under = (Condition: Json) => policy(allow({ Condition }));

const within = (a: Policy, b: Policy) => {
  const answer = compare(a, b);
  return answer.kind === "known" ? answer.value.noMorePermissive : "undetermined";
};
/** Both ways at once. */
const both = (a: Policy, b: Policy) => [within(a, b), within(b, a)];

describe("a policy is no more permissive than another", () => {
  it("where its objects, actions or callers are among the other's", () => {
    expect(both(policy(allow({ Resource: `${arn}/home/*.jpg` })), policy(allow()))).toEqual([true, false]);
    expect(both(policy(allow()), policy(allow({ Action: "s3:Get*" })))).toEqual([true, false]);
    expect(both(policy(allow({ Principal: { AWS: "111122223333" } })), policy(allow()))).toEqual([true, false]);
    expect(
      both(
        policy(allow({ Principal: { AWS: "arn:aws:iam::111122223333:role/x" } })),
        policy(allow({ Principal: { AWS: "111122223333" } })),
      ),
    ).toEqual([true, false]);
    expect(both(policy(allow({ Resource: "arn:aws:s3:::another/*" })), policy(allow()))).toEqual([false, false]);
  });

  it("where its conditions are narrower", () => {
    expect(
      both(
        under({ IpAddress: { "aws:SourceIp": "10.1.0.0/16" } }),
        under({ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }),
      ),
    ).toEqual([true, false]);
    expect(
      both(under({ NumericLessThan: { "s3:max-keys": 10 } }), under({ NumericLessThanEquals: { "s3:max-keys": 10 } })),
    ).toEqual([true, true]);
    expect(
      both(under({ StringEquals: { "aws:UserAgent": "a" } }), under({ StringLike: { "aws:UserAgent": "a*" } })),
    ).toEqual([true, false]);
    expect(
      both(
        under({ StringEquals: { "aws:PrincipalOrgID": "o-aaaaaaaaaa" } }),
        under({ Bool: { "aws:SecureTransport": true } }),
      ),
    ).toEqual([false, false]);
  });

  it("where it only says the same in other words", () => {
    const split = policy(
      allow({ Resource: `${arn}/a*` }),
      allow({ NotResource: `${arn}/a*`, Resource: undefined }),
      deny({ NotResource: `${arn}/*`, Resource: undefined }),
    );
    expect(both(split, policy(allow()))).toEqual([true, true]);
    const halves = { IpAddress: { "aws:SourceIp": ["10.0.0.0/9", "10.128.0.0/9"] } };
    expect(both(under(halves), under({ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }))).toEqual([true, true]);
    expect(both(policy(allow({ Action: "S3:getobject" })), policy(allow()))).toEqual([true, true]);
    expect(
      both(
        policy(allow(), deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } })),
        under({ Bool: { "aws:SecureTransport": "true" } }),
      ),
    ).toEqual([true, true]);
  });

  it("or a request shows that it is not", () => {
    const answer = compare(policy(allow()), policy(allow(), deny({ Resource: `${arn}/private/*` })));
    expect(answer).toMatchObject({ kind: "known", value: { witness: { resource: `${arn}/private/` } } });
  });

  it("than itself, whatever is in it", () => {
    const strange = policy(allow({ Condition: { StringFoo: { "my:key": "x" } } }), allow({ Resource: 7 }));
    expect(within(strange, strange)).toBe(true);
    expect(within(policy(allow()), strange)).toBe("undetermined");
  });

  it("is not known where there are too many parts, and that soon", () => {
    const many = Array.from({ length: 20 }, (_, index) => `${arn}/*k${index}*z${index}*`);
    const started = performance.now();
    expect(within(policy(allow({ Resource: many })), policy(allow({ Resource: `${arn}/q*` })))).toBe("undetermined");
    expect(performance.now() - started).toBeLessThan(4_000);
  });
});

describe("policies of other kinds", () => {
  const read = (kind: PolicyKind, ...statements: Json[]) =>
    parsePolicy({ Version: "2012-10-17", Statement: statements }, kind);
  const decrypt = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "kms:Decrypt", Resource: "*" };
  const viaS3 = { Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } } };

  it("are compared by the actions and keys they name", () => {
    expect(both(read("kms-key", decrypt), read("kms-key", { ...decrypt, Action: "kms:*" }))).toEqual([true, false]);
    expect(both(read("kms-key", { ...decrypt, ...viaS3 }), read("kms-key", decrypt))).toEqual([true, false]);
    const endpoint = { ...allow(), Condition: { StringEquals: { "aws:ResourceOrgID": ours.orgId } } };
    expect(both(read("vpc-endpoint", endpoint), read("vpc-endpoint", allow()))).toEqual([true, false]);
    expect(within(read("kms-key", decrypt), policy(allow()))).toBe("undetermined");
  });

  it("of the organization allow what they do not deny", () => {
    const closed = { Effect: "Deny", Principal: "*", Action: ["s3:*", "sts:AssumeRole"], Resource: "*" };
    expect(both(read("rcp", closed), read("rcp", { ...closed, Action: "s3:*" }))).toEqual([true, false]);
    const all = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
    expect(both(read("rcp", closed), read("rcp", closed, all))).toEqual([true, true]);
  });
});

const runs = Number(process.env["POLICY_RUNS"] ?? 100);

/** Whether a policy alone lets a caller of another account do something. */
function allowed(request: Parameters<typeof simulate>[0], resourcePolicy: Policy) {
  const answer = simulate(
    { ...request, resourceAccount: "000000000000" },
    { resourcePolicy, identityPolicies: "unread", serviceControlPolicies: "unread", resourceControlPolicies: [] },
  ).allowed;
  return answer.kind === "known" ? answer.value : undefined;
}

describe("comparison", () => {
  it("agrees with the simulation on each request it shows", () => {
    let seen = 0;
    for (let seed = 0; seed < runs; seed++) {
      const random = new Random(seed);
      const [a, b] = [parsePolicy(policyFrom(random, 3), "bucket"), parsePolicy(policyFrom(random, 3), "bucket")];
      const answer = compare(a, b);
      if (answer.kind === "undetermined" || !answer.value.witness) continue;
      const { witness } = answer.value;
      if (witness.caller.kind === "aws" && witness.caller.arn.includes(":federated-user/")) continue;
      seen++;
      expect(
        [allowed(witness, a) ?? true, allowed(witness, b) ?? false],
        `seed ${seed} ${JSON.stringify([a, b, witness])}`,
      ).toEqual([true, false]);
    }
    expect(seen).toBeGreaterThan(runs / 3);
  });

  it("is transitive, and finds that more Allow is no less and more Deny no more", () => {
    for (let seed = 0; seed < runs; seed++) {
      const random = new Random(seed);
      const { Version, Statement } = policyFrom(random, 3);
      const read = (statements: readonly unknown[]) => parsePolicy({ Version, Statement: statements }, "bucket");
      const [narrow, middle, wide] = [
        read([...Statement, statementFrom(random, "Deny")]),
        read(Statement),
        read([...Statement, statementFrom(random, "Allow")]),
      ];
      expect([within(narrow, middle), within(middle, wide), within(narrow, wide)], `seed ${seed}`).toEqual([
        true,
        true,
        true,
      ]);
      const third = read(policyFrom(random, 2).Statement);
      if (within(wide, third) === true) expect(within(narrow, third), `seed ${seed}`).not.toBe(false);
    }
    expect(ours.bucket).toBe("reports");
  });
});
