import { expect, test } from "vitest";
import { Random } from "@/bench/fuzz/random";
import { accounts, ours, policyFrom, statementFrom } from "@/testing/policy/generate";
import { anonymous, everything, policy, root, service, session, user } from "@/testing/policy/situation";
import { parsePolicy } from "../language/parse-policy";
import type { Caller, Request } from "../request";
import { knownTo } from "../tri";
import type { SimulationInput } from "./input";
import { simulate } from "./simulate";

const runs = 1_500;
const allow = policy("identity", everything);

const callers: readonly Caller[] = [
  ...[anonymous, service("cloudtrail.amazonaws.com"), root(ours.account), root("222233334444")],
  ...accounts.flatMap((account) => [
    user(account, "ada"),
    session(account, "reader", "monday"),
    session(account, "writer", "x"),
  ]),
];
const values: readonly (readonly [key: string, of: readonly string[]])[] = [
  ["aws:sourceip", ["192.0.2.200", "10.1.1.1", "2001:db8::1", "198.51.100.1"]],
  ["aws:securetransport", ["true", "false"]],
  ["s3:tlsversion", ["1.1", "1.2", "1.3"]],
  ["aws:principalorgid", [ours.orgId, "o-another2222"]],
  ["aws:sourcevpce", ["vpce-1", "vpce-3"]],
  ["aws:sourceaccount", accounts],
  ["aws:useragent", ["curl", "CURL", "x"]],
  ["aws:currenttime", ["2025-06-01T00:00:00Z", "2026-06-01T00:00:00Z"]],
  ["aws:principaltag/team", ["red", "blue"]],
  ["s3:prefix", ["", "home/", "home/ada"]],
  ["s3:x-amz-acl", ["private", "public-read"]],
  ["aws:multifactorauthpresent", ["true", "false"]],
];

function requestFrom(random: Random): Request {
  const context = Object.fromEntries(
    values.filter(() => random.chance(0.5)).map(([key, of]) => [key, [random.pick(of)]]),
  );
  return {
    action: random.pick(["s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:PutObjectAcl", "s3:PutBucketPolicy"]),
    resource: `arn:aws:s3:::${ours.bucket}${random.pick(["", "/public/x", "/a.jpg", "/z"])}`,
    resourceAccount: ours.account,
    caller: random.pick(callers),
    context,
  };
}

const inputOf = (document: unknown, more: Partial<SimulationInput> = {}): SimulationInput => ({
  resourcePolicy: parsePolicy(document, "bucket"),
  identityPolicies: [allow],
  sessionPolicies: [],
  serviceControlPolicies: "unread",
  resourceControlPolicies: [],
  isPublic: knownTo(true),
  ...more,
});

/** Draws policies and requests, and looks at each. */
function each(
  seed: number,
  look: (random: Random, document: ReturnType<typeof policyFrom>, request: Request) => void,
): void {
  for (let run = 0; run < runs; run++) {
    const random = new Random(seed * 100_000 + run);
    look(random, policyFrom(random), requestFrom(random));
  }
}

const allowed = (request: Request, input: SimulationInput) => {
  const { allowed: found } = simulate(request, input);
  return found.kind === "known" ? found.value : "undetermined";
};

const block = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: true,
};

test("the requests drawn are allowed and denied, each often", () => {
  const counts = new Map<unknown, number>();
  each(1, (_random, document, request) => {
    const { decision } = simulate(request, inputOf(document));
    const verdict = decision.kind === "known" ? decision.value : decision.kind;
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  });
  for (const verdict of ["Allowed", "ImplicitlyDenied", "ExplicitlyDenied"]) {
    expect(counts.get(verdict)).toBeGreaterThan(runs / 40);
  }
});

test("one more Deny, in whatever kind of policy, never allows what was not allowed", () => {
  each(2, (random, document, request) => {
    const deny = statementFrom(random, "Deny");
    const before = allowed(request, inputOf(document));
    const rcp = parsePolicy(
      { Version: "2012-10-17", Statement: [{ ...deny, Principal: "*", NotPrincipal: undefined }] },
      "rcp",
    );
    const { Principal: _, NotPrincipal: __, ...anybody } = deny;
    const scp = parsePolicy({ Version: "2012-10-17", Statement: [everything, anybody] }, "scp");
    const { caller } = request;
    const denying = [
      inputOf({ ...document, Statement: [...document.Statement, deny] }),
      inputOf(document, { resourceControlPolicies: [[rcp]] }),
      inputOf(document, {
        serviceControlPolicies: { account: caller.kind === "aws" ? caller.account : "", levels: [[scp]] },
      }),
    ];
    for (const input of denying) if (allowed(request, input) === true) expect(before).toBe(true);
  });
});

test("one more Allow never denies what was allowed", () => {
  each(3, (random, document, request) => {
    const after = inputOf({ ...document, Statement: [...document.Statement, statementFrom(random, "Allow")] });
    if (allowed(request, inputOf(document)) === true) expect(allowed(request, after)).toBe(true);
  });
});

test("RestrictPublicBuckets never allows more", () => {
  each(4, (_random, document, request) => {
    const blocks = { bucket: block, account: "none", organization: "absent" } as const;
    if (allowed(request, inputOf(document, { blocks })) === true)
      expect(allowed(request, inputOf(document))).toBe(true);
  });
});

test("neither the order of statements, nor the case of keys and actions, nor a list of one changes anything", () => {
  each(5, (_random, document, request) => {
    const before = simulate(request, inputOf(document)).decision;
    const turned = { ...document, Statement: document.Statement.toReversed().map(otherwise) };
    expect(simulate(request, inputOf(turned)).decision.kind).toBe(before.kind);
    if (before.kind === "known") expect(simulate(request, inputOf(turned)).decision).toEqual(before);
  });
});

/** The same statement, written in another way. */
function otherwise(statement: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(statement).map(([name, value]): [string, unknown] => {
      if (name === "Action" || name === "NotAction")
        return [name, [value].flat().map((action) => String(action).toUpperCase())];
      if (name.endsWith("Resource")) return [name, [value].flat()];
      if (name !== "Condition") return [name, value];
      const upper = (keys: object) =>
        Object.fromEntries(Object.entries(keys).map(([key, of]) => [key.toUpperCase(), [of].flat()]));
      return [
        name,
        Object.fromEntries(
          Object.entries(value as object).map(([operator, keys]) => [operator, upper(keys as object)]),
        ),
      ];
    }),
  );
}

test("what is known without a policy that was not read is so with it", () => {
  each(6, (random, document, request) => {
    const rcp = parsePolicy(
      {
        Version: "2012-10-17",
        Statement: { ...statementFrom(random, "Deny"), Principal: "*", NotPrincipal: undefined },
      },
      "rcp",
    );
    const real = allowed(request, inputOf(document, { resourceControlPolicies: [[rcp]] }));
    for (const unread of [
      inputOf(document, { resourceControlPolicies: "unread" }),
      { ...inputOf(document, { resourceControlPolicies: [[rcp]] }), resourcePolicy: "unread" as const },
    ]) {
      const known = allowed(request, unread);
      if (known !== "undetermined" && real !== "undetermined") expect(known).toBe(real);
    }
  });
});

test("whatever is allowed names a statement, but for the owner's root user", () => {
  each(7, (_random, document, request) => {
    const { decision, by, blockedBy } = simulate(request, inputOf(document));
    if (decision.kind !== "known") return;
    const isRoot = request.caller.kind === "aws" && request.caller.arn === `arn:aws:iam::${ours.account}:root`;
    if (decision.value === "Allowed") expect(by.length > 0 || isRoot).toBe(true);
    else expect(blockedBy.length).toBeGreaterThan(0);
    if (decision.value === "ExplicitlyDenied") expect(by.every(({ effect }) => effect === "Deny")).toBe(true);
  });
});
