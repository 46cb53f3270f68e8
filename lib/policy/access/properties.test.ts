import { describe, expect, it } from "vitest";
import { Random } from "@/bench/fuzz/random";
import { ours, policyFrom, statementFrom } from "@/testing/policy/generate";
import { rewritten } from "@/testing/policy/rewrite";
import { demandsOf } from "../demands/demands";
import type { AccessInput, Block } from "../input";
import { parsePolicy } from "../language/parse-policy";
import type { Policy } from "../language/policy";
import { accessOf } from "./access-of";
import { compare } from "./compare";

const runs = Number(process.env["POLICY_RUNS"] ?? 60);
const none: Block = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

const read = (statements: readonly unknown[]): Policy =>
  parsePolicy({ Version: "2012-10-17", Statement: statements }, "bucket");

const inputOf = (policy: Policy, bucket: Block | "none" = "none"): AccessInput => ({
  kind: "bucket",
  partition: ours.partition,
  bucket: ours.bucket,
  accountId: ours.account,
  orgId: ours.orgId,
  isManagementAccount: false,
  members: [ours.account],
  policy,
  acl: { owner: null, grants: [] },
  ownership: "BucketOwnerEnforced",
  blocks: { bucket, account: "none", organization: "absent" },
  rcps: [],
  trusted: { accounts: [], organizations: [] },
});

/** Each kind of anonymous access and each outsider: 1 has it, 0 has not, null not known. */
function reachOf(policy: Policy, bucket: Block | "none" = "none"): Map<string, 0 | 1 | null> {
  const { anonymousAccess, outsideAccount } = accessOf(inputOf(policy, bucket));
  const all = new Map<string, 0 | 1 | null>();
  for (const [name, answer] of Object.entries(anonymousAccess)) {
    all.set(name, answer.kind === "undetermined" ? null : answer.value ? 1 : 0);
  }
  if (outsideAccount.kind === "undetermined") return all;
  all.set("outside", 0);
  for (const { party } of outsideAccount.value) all.set(JSON.stringify(party), 1);
  return all;
}

/** What one lets in and the other does not, though both are known. */
const beyond = (a: Policy, b: Policy, bucket?: Block): string[] => {
  const [mine, theirs] = [reachOf(a, bucket), reachOf(b)];
  return [...mine].flatMap(([name, has]) => {
    // Whoever nobody names is one of those that are not named.
    const unnamed = name.includes('"service"') ? '{"kind":"any-service"}' : '{"kind":"any-account"}';
    const other = theirs.get(name) ?? theirs.get(unnamed) ?? (theirs.has("outside") ? 0 : null);
    return has === 1 && other === 0 ? [name] : [];
  });
};

function each(check: (random: Random, statements: ReturnType<typeof policyFrom>["Statement"], seed: string) => void) {
  for (let seed = 0; seed < runs; seed++) {
    const random = new Random(seed);
    check(random, policyFrom(random).Statement, `seed ${seed}`);
  }
}

describe("of any policy", () => {
  it("one Allow more never takes access away, and one Deny more never gives any", () => {
    each((random, statements, seed) => {
      const policy = read(statements);
      expect(beyond(policy, read([...statements, statementFrom(random, "Allow")])), seed).toEqual([]);
      expect(beyond(read([...statements, statementFrom(random, "Deny")]), policy), seed).toEqual([]);
    });
  });

  it("turning block public access on never gives access", () => {
    each((random, statements, seed) => {
      const policy = read(statements);
      const setting = random.pick(Object.keys(none));
      expect(beyond(policy, policy, { ...none, [setting]: true }), seed).toEqual([]);
    });
  });

  it("other words for it change no answer", () => {
    each((random, statements, seed) => {
      const [policy, other] = [read(statements), read(rewritten(statements, random))];
      expect([...reachOf(other)].sort(), seed).toEqual([...reachOf(policy)].sort());
      const worked = [compare(policy, other), compare(other, policy)];
      for (const one of worked) if (one.kind === "known") expect(one.value.noMorePermissive, seed).toBe(true);
      const bucket = { name: ours.bucket, partition: ours.partition };
      const [a, b] = [demandsOf(policy, bucket), demandsOf(other, bucket)];
      expect([b.minTlsVersion, b.encryption, b.customerKeys, b.conditionalWrites].map(kept), seed).toEqual(
        [a.minTlsVersion, a.encryption, a.customerKeys, a.conditionalWrites].map(kept),
      );
      expect([b.deniesAnonymous, b.lockout].map(kept), seed).toEqual([a.deniesAnonymous, a.lockout].map(kept));
    });
  });

  it("if it is no more permissive than one closed to people who have not signed in, it is closed to them", () => {
    each((random, statements, seed) => {
      const [a, b] = [read(statements), read(policyFrom(random).Statement)];
      const answer = compare(a, b);
      if (answer.kind === "undetermined" || !answer.value.noMorePermissive) return;
      const anonymous = beyond(a, b).filter((name) => !name.startsWith("{"));
      expect(anonymous, seed).toEqual([]);
    });
  });

  it("access is the same for the next one who asks", () => {
    each((_random, statements, seed) => {
      expect(accessOf(inputOf(read(statements))), seed).toEqual(accessOf(inputOf(read(statements))));
    });
  });
});

const kept = (answer: { kind: string; value?: unknown }) => (answer.kind === "known" ? answer.value : answer.kind);

describe("of anything at all", () => {
  const junk = [
    null,
    1,
    true,
    "",
    "*",
    [],
    {},
    "arn:aws:s3:::reports",
    { AWS: "*" },
    ["*", 3],
    "x".repeat(5_000),
    "${",
    "${aws:",
  ];

  it("an answer comes, without a throw", () => {
    for (let seed = 0; seed < runs * 4; seed++) {
      const random = new Random(seed);
      const broken = policyFrom(random).Statement.map((statement) => {
        const name = random.pick(Object.keys(statement));
        return { ...statement, [random.chance(0.8) ? name : "Else"]: random.pick(junk) };
      });
      const policy = random.chance(0.05) ? parsePolicy(random.pick(junk), "bucket") : read(broken);
      expect(() => {
        accessOf(inputOf(policy));
        demandsOf(policy, { name: ours.bucket, partition: ours.partition });
        compare(policy, read(broken));
      }, `seed ${seed}`).not.toThrow();
    }
  });

  const wide = <T>(count: number, text: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => text(index));
  const open = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
  const everyone = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" };

  it.each([
    ["wildcards inside actions", [{ ...open, Action: wide(2_500, (index) => `s3:*G*${index}*`) }]],
    ["one pattern of nothing but wildcards", [{ ...open, Resource: `arn:aws:s3:::reports/${"*a".repeat(12_000)}` }]],
    [
      "wildcards inside resources",
      [{ ...open, Resource: wide(30, (index) => `arn:aws:s3:::reports/${"*a?b".repeat(250)}${index}`) }],
    ],
    [
      "many keys of many patterns",
      [
        {
          ...open,
          Condition: {
            StringLike: Object.fromEntries(
              wide(40, (key) => [`aws:PrincipalTag/t${key}`, wide(30, (index) => `*${index}x*${key}*`)]) as [
                string,
                unknown,
              ][],
            ),
          },
        },
      ],
    ],
    [
      "many statements, each with a key of its own",
      [
        ...wide(60, (index) => ({ ...open, Condition: { StringNotEquals: { [`aws:PrincipalTag/t${index}`]: "x" } } })),
        ...wide(60, (index) => ({
          ...everyone,
          Condition: { StringNotEquals: { [`aws:PrincipalTag/u${index}`]: "x" } },
        })),
      ],
    ],
    ["many accounts", wide(400, (index) => ({ ...open, Principal: { AWS: String(100_000_000_000 + index * 7_919) } }))],
    [
      "many ranges of addresses",
      [
        {
          ...open,
          Condition: {
            IpAddress: { "aws:SourceIp": wide(2_500, (index) => `${1 + (index % 220)}.${index % 251}.0.0/24`) },
          },
        },
      ],
    ],
    [
      "many accounts and many organizations",
      [
        {
          ...open,
          Principal: { AWS: wide(1_400, (index) => String(100_000_000_000 + index * 7_919)) },
          Condition: { StringEquals: { "aws:PrincipalOrgID": wide(1_400, (index) => `o-abc${index}`) } },
        },
      ],
    ],
    [
      "many keys",
      [
        {
          ...open,
          Condition: {
            StringNotEquals: Object.fromEntries(wide(1_400, (index) => [`aws:PrincipalTag/${index}`, "x"])),
          },
        },
      ],
    ],
    [
      "many roles by a pattern",
      [
        {
          ...open,
          Condition: { ArnLike: { "aws:PrincipalArn": wide(500, (index) => `arn:aws:iam::*:role/*x${index}*y`) } },
        },
      ],
    ],
  ])(
    "an answer comes soon: %s",
    (_name, statements) => {
      const policy = read(statements);
      const took = (work: () => unknown): number => {
        const before = process.cpuUsage();
        work();
        const { user, system } = process.cpuUsage(before);
        return (user + system) / 1_000;
      };
      const slowest = Math.max(
        took(() => accessOf(inputOf(policy))),
        took(() => demandsOf(policy, { name: ours.bucket, partition: ours.partition })),
        took(() => compare(policy, read([open]))),
      );
      expect(slowest).toBeLessThan(2_500);
    },
    30_000,
  );
});
