import type { Policy } from "../language/policy";
import type { Caller, Request } from "../request";
import type { Reason } from "../tri";
import { valuesOfCaller } from "./caller-keys";
import { type CallerAtom, callersFor, type Owner } from "./callers";
import { type Compiled, cap, compile } from "./compiled";
import { holds, type Test } from "./condition";
import { Effort, every, type Truth } from "./effort";
import { factOf, type Presence } from "./keys";
import { names } from "./principals";
import { type Samples, samplesOf, type Values } from "./samples";
import { type Bits, bitsOf, type Holding, holding } from "./sets";
import { type ActionAtom, actionAtoms, type Place, type ResourceAtom, resourceAtoms } from "./targets";

/** `alike`: the same for callers of whom the same statements hold, and whose requests come in the same ways. */
export type CallerPart = { atom: CallerAtom; holds: Holding; alike: string };

/**
 * One key, its partition, and for each part the statements whose conditions on it hold there. `gap`: why there may be
 * parts that are not here. `on`: the statements with a condition on it.
 */
export type KeyPart = { key: string; parts: readonly ValuesPart[]; gap: Reason | null; on: Bits };

export type ValuesPart = { values: Values; holds: Holding };

/** All requests there can be, cut into parts that the statements do not tell apart. */
export type Space = {
  statements: readonly Compiled[];
  callers: readonly CallerPart[];
  actions: readonly ActionAtom[];
  resources: readonly ResourceAtom[];
  keys: readonly KeyPart[];
  /** For each key, and once more after the last: the statements without a condition on it or on one that follows. */
  settled: readonly Bits[];
  /** When the keys are there that the statements mention. */
  mentioned: ReadonlySet<Presence | undefined>;
  owner: Owner;
  place: Place;
  /** Which parts there are is not known in full, and why: what was not found may be there. */
  gaps: readonly Reason[];
  effort: Effort;
};

/** What else is known of the bucket, and of whom to tell apart though no statement does. */
export type About = {
  place: Place;
  partition: string;
  owner: Owner;
  accounts?: readonly string[];
  organizations?: readonly string[];
};

/** Cuts all requests to one place into parts, by the statements of these policies. */
export function spaceOf(policies: readonly Policy[], about: About, effort = new Effort()): Space {
  const statements = compile(policies, about.place.kind === "anything");
  const tests = new Map<string, Test[]>();
  for (const test of statements.flatMap((one) => one.tests)) {
    const { key } = test.condition;
    tests.set(key, [...(tests.get(key) ?? []), test]);
  }
  const gaps: Reason[] = [];
  const gap = (complete: boolean, what: string) => {
    if (!complete) gaps.push({ what: `${what} are too many to tell apart.`, row: null, at: null });
  };
  const free = [...tests.keys()].filter((key) => factOf(key)?.when !== "caller");
  const callers = callersFor(
    {
      principals: statements.flatMap(({ statement }) => statement.principals?.values ?? []),
      tests,
      accounts: about.accounts ?? [],
      organizations: about.organizations ?? [],
    },
    about.owner,
    about.partition,
    effort,
  );
  gap(callers.complete, "The callers its statements name");
  const resources = resourceAtoms(statements, about.place, effort);
  gap(resources.complete, "The resources its statements name");
  const keys = free.map((key): KeyPart => {
    const of = tests.get(key) ?? [];
    const samples = known(key, about.owner) ?? samplesOf(key, of, effort);
    const what = `The values of ${of[0]?.condition.keyText ?? key} are too many, or of too many kinds, to tell apart.`;
    const gap = samples.complete ? null : { what, row: null, at: of[0]?.condition.at ?? null };
    const on = bitsOf(statements, (one) => one.tests.some(({ condition }) => condition.key === key));
    return { key, parts: partsOf(key, samples, statements, effort), gap, on };
  });
  const byAction = free.filter((key) => factOf(key)?.when === "action");
  const actions = actionAtoms(statements, about.place, byAction, effort);
  gap(actions.complete, "The actions its statements name");
  const space: Space = {
    statements,
    callers: callers.atoms.map((atom) => callerPart(atom, statements, effort)),
    actions: actions.atoms,
    resources: resources.atoms,
    keys,
    settled: settledBy(keys, statements.length),
    mentioned: new Set(keys.map(({ key }) => factOf(key)?.when)),
    owner: about.owner,
    place: about.place,
    gaps,
    effort,
  };
  return space;
}

function settledBy(keys: readonly KeyPart[], count: number): Bits[] {
  let rest = (1n << BigInt(count)) - 1n;
  const settled = [rest];
  for (const { on } of [...keys].reverse()) settled.unshift((rest &= ~on));
  return settled;
}

/** The account a bucket is in is the same in every request for it. */
const known = (key: string, { accountId }: Owner): Samples | undefined =>
  accountId !== undefined && (key === "aws:resourceaccount" || key === "s3:resourceaccount")
    ? { values: [[accountId]], complete: true }
    : undefined;

function partsOf(key: string, samples: Samples, statements: readonly Compiled[], effort: Effort): ValuesPart[] {
  return samples.values.map((values) => ({
    values,
    holds: holding(
      statements.map(({ tests }) =>
        every(tests.filter(({ condition }) => condition.key === key).map((test) => holds(test, values, effort))),
      ),
    ),
  }));
}

function callerPart(atom: CallerAtom, statements: readonly Compiled[], effort: Effort): CallerPart {
  const holds = callerHolds(atom, statements, effort);
  return { atom, holds, alike: `${sortOf(atom.caller)} ${holds.may.toString(32)} ${holds.must.toString(32)}` };
}

/** Callers whose requests can have different keys, whatever the statements say. */
export const sortOf = ({ kind }: Caller): string => (kind === "anonymous" || kind === "service" ? kind : "");

function callerHolds(atom: CallerAtom, statements: readonly Compiled[], effort: Effort): Holding {
  const truth = (one: Compiled): Truth => {
    const sure = one.doubts.length > 0 ? null : true;
    if (one.open || !effort.spend(1 + (one.statement.principals?.values.length ?? 0))) return null;
    const ofCaller = one.tests
      .filter(({ condition }) => factOf(condition.key)?.when === "caller")
      .map((test) => {
        const possible = valuesOfCaller(atom, test.condition.key) ?? [];
        const [first, ...others] = possible.map((values) => holds(test, values, effort));
        return first === undefined || others.some((other) => other !== first) ? null : first;
      });
    return every([names(one.statement.principals, one.statement.effect, atom.caller), ...ofCaller, sure]);
  };
  return holding(statements.map(truth));
}

/** The request in one part of the space. */
export function requestAt(
  space: Space,
  caller: Caller,
  orgPaths: Values,
  action: string,
  resource: string,
  context: ReadonlyMap<string, Values>,
): Request {
  const of = [...context].filter((one): one is [string, readonly string[]] => one[1] !== undefined);
  const atom = { caller, orgPaths };
  const ofCaller = ["arn", "account", "orgid", "orgpaths", "type", "isawsservice", "servicename"]
    .map((name) => `aws:principal${name}`)
    .concat("aws:username")
    .flatMap((key): [string, readonly string[]][] => {
      const [values, ...others] = valuesOfCaller(atom, key) ?? [];
      return values && others.length === 0 ? [[key, values]] : [];
    });
  return {
    action,
    resource,
    resourceAccount: space.owner.accountId ?? "",
    caller,
    context: Object.fromEntries([...ofCaller, ...of]),
  };
}

/** Why the statements of a set may or may not hold. */
export function reasonsFor(space: Space, indexes: readonly number[]): Reason[] {
  return indexes.flatMap((index): Reason[] => {
    const one = space.statements[index];
    if (!one) return [];
    if (one.doubts.length > 0) return [...one.doubts];
    const { statement } = one;
    const what = `${cap(named(one))} cannot be decided for every request: a value, a variable or a name in it is not known.`;
    return [{ what, row: null, at: `Statement[${statement.index}]` }];
  });
}

const named = ({ statement }: Compiled): string =>
  statement.sid ? `statement "${statement.sid}"` : `statement ${statement.index + 1}`;
