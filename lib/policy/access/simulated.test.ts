import { describe, expect, it } from "vitest";
import { Random } from "@/bench/fuzz/random";
import { ours, policyFrom, statementFrom } from "@/testing/policy/generate";
import { requestFrom } from "@/testing/policy/request";
import type { AccessInput, Grant } from "../input";
import { parsePolicy } from "../language/parse-policy";
import type { Policy } from "../language/policy";
import { policyIsPublic } from "../public/policy-is-public";
import type { Request } from "../request";
import type { SimulationInput } from "../simulate/input";
import { simulate } from "../simulate/simulate";
import { accessOf } from "./access-of";
import { every, opposite } from "./effort";
import { nameOfParty } from "./party";
import { allowing } from "./reach";
import { s3Actions } from "./s3-actions";
import type { Values } from "./samples";
import { anyOf, both } from "./sets";
import { type Situation, situationOf } from "./situation";
import { requestAt } from "./space";
import { possible, worldsFor } from "./worlds";

const none = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};
const full = parsePolicy(
  { Version: "2012-10-17", Statement: { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" } },
  "rcp",
);

const all = parsePolicy(
  { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
  "identity",
);

const grantFrom = (random: Random): Grant => ({
  grantee: { kind: random.pick(["all-users", "authenticated-users"] as const) },
  permission: random.pick(["READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL"] as const),
});

function inputFrom(random: Random): AccessInput {
  const rcp = {
    Version: "2012-10-17",
    Statement: [{ ...statementFrom(random, "Deny"), Principal: "*", NotPrincipal: undefined }],
  };
  return {
    kind: "bucket",
    partition: ours.partition,
    bucket: ours.bucket,
    accountId: ours.account,
    orgId: ours.orgId,
    isManagementAccount: false,
    policy: parsePolicy(policyFrom(random), "bucket"),
    acl: { owner: null, grants: random.chance(0.2) ? [grantFrom(random)] : [] },
    ownership: random.chance(0.5) ? "ObjectWriter" : "BucketOwnerEnforced",
    blocks: {
      bucket: random.chance(0.2) ? { ...none, RestrictPublicBuckets: true } : "none",
      account: random.chance(0.2) ? { ...none, IgnorePublicAcls: true } : "none",
      organization: "absent",
    },
    rcps: random.chance(0.3) ? [[full], [full, parsePolicy(rcp, "rcp")]] : [],
    trusted: { accounts: [], organizations: [] },
  };
}

/** What one request comes to, by the independent reading of the same policies. */
function simulated(request: Request, input: AccessInput, accessPoint?: SimulationInput["accessPoint"]) {
  const policy = input.policy as Policy;
  return simulate(request, {
    resourcePolicy: policy,
    ...(accessPoint && { accessPoint }),
    identityPolicies: "unread",
    // A federated user has what was passed with the session, and here that is everything.
    ...(request.caller.kind === "aws" && request.caller.arn.includes(":federated-user/") && { sessionPolicies: [all] }),
    serviceControlPolicies: "unread",
    resourceControlPolicies: input.rcps,
    blocks: input.blocks,
    isPublic: policyIsPublic(policy),
    ...(input.acl !== "unread" && { acl: { bucket: input.acl.grants } }),
    ownership: input.ownership,
  }).allowed;
}

/** One request from a random part of the space, and the statements that hold for it. */
function partOf({ space }: Situation, random: Random) {
  const { atom, holds } = random.pick(space.callers);
  const group = random.pick(space.actions);
  const target = random.pick(space.resources.filter(({ on }) => on === group.on));
  const action = random.pick(group.actions).name;
  const world = random.pick(worldsFor(space, atom.caller, {}));
  let state = both(both(holds, group.holds), target.holds);
  const context = new Map<string, Values>([["aws:securetransport", [String(world.tls)]]]);
  for (const { key, parts } of space.keys) {
    const part = random.pick(parts.filter(({ values }) => possible(key, values, atom.caller, action, world)));
    context.set(key, part.values);
    state = both(state, part.holds);
  }
  return { request: requestAt(space, atom.caller, atom.orgPaths, action, target.resource, context), state };
}

const runs = Number(process.env["POLICY_RUNS"] ?? 150);
const show = (input: AccessInput, request: Request) => JSON.stringify({ statements: input.policy, request });
const isOurs = ({ caller }: Request) => caller.kind === "aws" && caller.account === ours.account;

describe("the sets and the simulation, written apart from each other", () => {
  it("agree on every witness that is said to have access", () => {
    let seen = 0;
    for (let seed = 0; seed < runs; seed++) {
      const input = inputFrom(new Random(seed));
      const { outsideAccount, anonymousAccess, grants } = accessOf(input);
      const found = outsideAccount.kind === "known" ? outsideAccount.value.map(({ witness }) => witness) : [];
      for (const one of Object.values(anonymousAccess))
        if (one.kind === "known" && one.value) found.push(one.value.witness);
      for (const { witness } of grants) if (witness) found.push(witness);
      for (const request of found) {
        const allowed = simulated(request, input);
        if (allowed.kind === "undetermined") continue;
        seen++;
        expect(allowed.value, `seed ${seed}: ${show(input, request)}`).toBe(true);
      }
    }
    expect(seen).toBeGreaterThan(runs / 2);
  });

  it("agree on requests from all parts", () => {
    let seen = 0;
    for (let seed = 0; seed < runs; seed++) {
      const random = new Random(seed);
      const input = {
        ...inputFrom(random),
        acl: { owner: null, grants: [] },
        blocks: { bucket: "none", account: "none", organization: "absent" },
      } as const;
      const situation = situationOf(input);
      const { denies } = situation;
      for (let run = 0; run < 20; run++) {
        const { request, state } = partOf(situation, random);
        if (isOurs(request)) continue;
        const expected = every([anyOf(allowing(situation), state), opposite(anyOf(denies.own | denies.rcp, state))]);
        const allowed = simulated(request, input);
        if (expected === null || allowed.kind === "undetermined") continue;
        seen++;
        expect(allowed.value, `seed ${seed}: ${show(input, request)}`).toBe(expected);
      }
    }
    expect(seen).toBeGreaterThan(runs * 8);
  });

  it("agree that nothing is open where nothing was found, on requests made apart from the policies", () => {
    let seen = 0;
    for (let seed = 0; seed < runs; seed++) {
      const random = new Random(seed);
      const input = inputFrom(random);
      const answers = accessOf(input);
      const outside = answers.outsideAccount.kind === "known" ? answers.outsideAccount.value : undefined;
      const parties = outside?.map(({ party }) => nameOfParty(party));
      for (let run = 0; run < 40; run++) {
        const request = requestFrom(random);
        const allowed = simulated(request, input);
        if (allowed.kind !== "known" || !allowed.value) continue;
        seen++;
        const access = s3Actions.find(({ name }) => name === request.action)?.access;
        const said = access === "settings" || access === undefined ? undefined : answers.anonymousAccess[access];
        if (request.caller.kind === "anonymous" && said?.kind === "known") {
          expect(said.value, `seed ${seed}: ${show(input, request)}`).not.toBeNull();
        }
        const known = partiesLike(request).some((name) => parties?.includes(name));
        expect(parties === undefined || known, `seed ${seed}: ${parties} ${show(input, request)}`).toBe(true);
      }
    }
    expect(seen).toBeGreaterThan(runs / 2);
  });
});

/** Under which names a caller may be told. */
function partiesLike({ caller }: Request): string[] {
  if (caller.kind === "aws") return [`account ${caller.account}`, `organization ${caller.orgId}`, "any-account"];
  return caller.kind === "service" ? [`service ${caller.name}`, "any-service"] : [caller.kind];
}

describe("through an access point", () => {
  const arn = `arn:aws:s3:eu-west-1:${ours.account}:accesspoint/finance`;
  const atPoint = (policy: unknown) =>
    JSON.stringify(policy)
      .replaceAll(`arn:aws:s3:::${ours.bucket}/`, `${arn}/object/`)
      .replaceAll(`arn:aws:s3:::${ours.bucket}`, arn);

  it("the sets and the simulation agree on witnesses and on requests from all parts", () => {
    let seen = 0;
    for (let seed = 0; seed < runs; seed++) {
      const random = new Random(seed);
      const networkOrigin = random.chance(0.7) ? "Internet" : "VPC";
      const policy = parsePolicy(atPoint(policyFrom(random, 3)), "access-point");
      const accessPoint = { arn, networkOrigin, policy } as const;
      const bucketPolicy = policyFrom(random, 3);
      const open = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
      const own = random.chance(0.6) ? [...bucketPolicy.Statement, open] : bucketPolicy.Statement;
      const blocks = { bucket: "none", account: "none", organization: "absent" } as const;
      const input: AccessInput = {
        ...inputFrom(random),
        ...{ kind: "access-point", accessPoint, blocks, acl: { owner: null, grants: [] } },
        policy: parsePolicy({ ...bucketPolicy, Statement: own }, "bucket"),
      };
      const answers = accessOf(input);
      const situation = situationOf(input);
      const { allows, denies } = situation;
      const found = answers.outsideAccount.kind === "known" ? answers.outsideAccount.value : [];
      const expected = found.map(({ witness }) => [witness, true] as const);
      const parts = Array.from({ length: 15 }, () => partOf(situation, random));
      for (const { request, state } of parts) {
        const tls = request.context["aws:securetransport"]?.[0] === "true";
        if (isOurs(request) || !tls) continue;
        const truth = every([
          anyOf(allows.accessPoint, state),
          anyOf(allows.bucket, state),
          opposite(anyOf(denies.own | denies.rcp, state)),
        ]);
        const arrives = networkOrigin === "Internet" || request.context["aws:sourcevpc"] !== undefined;
        if (truth !== null && arrives) expected.push([request, truth] as never);
      }
      for (const [request, truth] of expected) {
        const point = { ...accessPoint, bucket: ours.bucket };
        const allowed = simulated(request, input, point);
        if (allowed.kind === "undetermined") continue;
        seen++;
        expect(allowed.value, `seed ${seed}: ${JSON.stringify({ accessPoint, request })} ${show(input, request)}`).toBe(
          truth,
        );
      }
    }
    expect(seen).toBeGreaterThan(runs * 4);
  });
});
