import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answer } from "../corpus/answer";
import { parsePolicy } from "../language/parse-policy";
import { namedBy } from "./named";
import { policyIsPublic } from "./policy-is-public";
import { publicAccess } from "./public-access";

/** Everything this folder says of a document. */
function ask(document: unknown) {
  const policy = parsePolicy(document, "bucket");
  const judged = policyIsPublic(policy);
  return [judged, publicAccess(policy, judged), namedBy(policy)];
}

/** Time of our own: on a busy machine the clock tells of others. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const some = fc.constantFrom<unknown>(
  ...["*", "s3:*", "Allow", "Deny", "arn:aws:s3:::b/*", "$" + "{aws:username}", "0.0.0.0/0", "::/0", "", null, true, 7],
  ...[[], {}, { AWS: "*" }, { AWS: ["*", 1] }, { Federated: "x" }, { StringEquals: { "aws:SourceVpc": "vpc-1" } }],
  ...[
    { IpAddress: { "aws:SourceIp": ["1.2.3.4/40", "x"] } },
    { Null: { "aws:SourceArn": [true, false] } },
    { Bool: [] },
  ],
);
const element = fc.oneof({ weight: 4, arbitrary: some }, { weight: 1, arbitrary: fc.jsonValue() });
const names = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
  "X",
];
const statement = fc.dictionary(fc.constantFrom(...names), element);
const document = fc.oneof(
  fc.string(),
  fc.json(),
  fc.jsonValue(),
  fc.record({ Version: element, Statement: fc.oneof(statement, fc.array(statement, { maxLength: 6 })) }),
);

test("no document makes it throw, and each is answered yes, no or with a reason", () => {
  fc.assert(
    fc.property(document, (given) => {
      for (const one of ask(given)) {
        if (one.kind === "undetermined") expect(one.why.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("no input of a case makes its answer throw", () => {
  const input = fc.dictionary(
    fc.constantFrom(
      "policy",
      "acl",
      "ownership",
      "bpa",
      "networkOrigin",
      "accountId",
      "orgId",
      "resourceControlPolicies",
      "request",
    ),
    fc.oneof(document, element, fc.array(document, { maxLength: 3 })),
  );
  const kind = fc.constantFrom("bucket-policy", "access-point-policy", "acl", "combined", "");
  fc.assert(
    fc.property(kind, input, (of, given) => {
      expect(answer(of, given)).toEqual({ result: expect.anything(), undetermined: expect.anything() });
    }),
    { numRuns: 500 },
  );
});

describe("64 KB are answered within a second", () => {
  const size = 60_000;
  const repeat = (one: string, more = "") =>
    Array.from({ length: Math.floor(size / (one.length + more.length + 3)) }, (_, index) =>
      `${one}${index}${more}`.slice(0, 90),
    );
  const allow = (more: object) => ({ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*", ...more });
  const deny = (more: object) => ({ ...allow(more), Effect: "Deny" });
  const long = "a*".repeat(14_000);
  const many = (one: object, count: number) => Array.from({ length: count }, () => one);

  test.each<[string, unknown]>([
    [
      "patterns of stars against each other",
      [allow({ Resource: long.slice(0, 28_000) }), deny({ Resource: `${long.slice(0, 28_000)}b` })],
    ],
    [
      "thousands of resources",
      [allow({ Resource: repeat("r*").slice(0, 3_000) }), deny({ Resource: repeat("s*").slice(0, 3_000) })],
    ],
    [
      "thousands of actions",
      [allow({ Action: repeat("s3:*a*").slice(0, 2_500) }), deny({ Action: repeat("s3:*b*").slice(0, 2_500) })],
    ],
    ["hundreds of statements of either kind", [...many(allow({}), 350), ...many(deny({}), 350)]],
    [
      "hundreds of different statements",
      [...many(allow({ Resource: "b/*" }), 300), ...many(deny({ Resource: "a/*" }), 300)],
    ],
    [
      "thousands of accounts",
      [
        allow({ Principal: { AWS: Array.from({ length: 3_500 }, (_, index) => String(100_000_000_000 + index)) } }),
        deny({ Condition: { StringNotEquals: { "aws:PrincipalTag/a": "b" } } }),
      ],
    ],
    [
      "thousands of addresses",
      [
        ...many(
          deny({
            Condition: {
              NotIpAddress: { "aws:SourceIp": Array.from({ length: 2_000 }, (_, index) => `10.0.${index % 256}.0/24`) },
            },
          }),
          1,
        ),
        ...many(allow({}), 200),
      ],
    ],
    [
      "thousands of values",
      [allow({ Condition: { StringLike: { "aws:SourceArn": repeat("arn:*:").slice(0, 3_500) } } })],
    ],
    ["half-open variables", [allow({ Resource: "${".repeat(25_000) })]],
    [
      "half-open variables in a condition",
      [allow({ Condition: { StringEquals: { "aws:SourceVpc": "${".repeat(28_000) } } })],
    ],
    [
      "variables in a Deny",
      [
        allow({ Resource: repeat("b/*").slice(0, 1_500) }),
        deny({ Resource: [...repeat("c/*").slice(0, 2_000), "$" + "{a}"] }),
      ],
    ],
    [
      "an address as long as the document",
      [allow({ Condition: { IpAddress: { "aws:SourceIp": `${":".repeat(30_000)}${"1".repeat(20_000)}` } } })],
    ],
  ])("%s", (_, Statement) => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement });
    expect(text.length).toBeLessThan(64 * 1024);
    const before = cpuMs();
    ask(text);
    expect(cpuMs() - before).toBeLessThan(1_000);
  });

  test("lists in lists", () => {
    const before = cpuMs();
    ask(`${"[".repeat(32_000)}${"]".repeat(32_000)}`);
    ask(`{"Statement":${'{"a":'.repeat(10_000)}1${"}".repeat(10_001)}`);
    expect(cpuMs() - before).toBeLessThan(1_000);
  });
});
