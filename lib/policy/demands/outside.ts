import type { CallerAtom } from "../access/callers";
import { holds, testOf } from "../access/condition";
import type { Found } from "../access/find";
import type { Values } from "../access/samples";
import type { Condition } from "../language/policy";
import { knownTo, type Reason, type Tri, undetermined } from "../tri";
import { type Asked, undenied, where } from "./asked";

/** Values by key, in lower case. */
export type ByKey = Readonly<Record<string, readonly string[]>>;

const compared = new Set(["StringEquals", "StringEqualsIgnoreCase", "StringLike", "Arn", "IpAddress"]);

/** The conditions of Deny statements that spare what has one of their values. */
const sparing = ({ policy }: Asked): Condition[] =>
  policy.statements
    .filter(({ effect }) => effect === "Deny")
    .flatMap(({ conditions }) => conditions)
    .filter(({ operator }) => operator.not && compared.has(operator.comparison) && operator.quantifier !== "any");

/** Whether a request is outside the values of a condition: it has none of them, or no such key. */
const outsideOf = (asked: Asked, condition: Condition) => {
  const test = testOf(condition, asked.policy.version === "2012-10-17");
  return (values: Values) => values === undefined || holds(test, values, asked.space.effort) !== false;
};

/**
 * The keys, with their values, without one of which every request is denied.
 * @returns keys in lower case
 */
export function deniesOutsideOf(asked: Asked): Tri<ByKey> {
  const all = new Map<string, string[]>();
  const why: Reason[] = [];
  for (const condition of sparing(asked)) {
    const found = undenied(asked, where(new Map([[condition.key, outsideOf(asked, condition)]])));
    if (found.kind === "unknown") why.push(...found.why);
    if (found.kind !== "none") continue;
    const before = all.get(condition.key);
    // Of two demands on one key both have to be met.
    const common = before?.filter((value) => condition.values.includes(value));
    all.set(condition.key, common && common.length > 0 ? common : [...condition.values]);
  }
  return why.length > 0 ? undetermined(...why) : knownTo(Object.fromEntries(all));
}

export type Perimeter = { network: ByKey | null; identity: ByKey | null };

const network = [
  ...["aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpcarn", "aws:sourcevpce"],
  ...["aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"],
];
const identity = ["aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn"];

/**
 * The networks and the identities outside of which every request is denied that an AWS service does not make: one of
 * the values of one of the keys is enough.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html
 */
export function perimeterOf(asked: Asked): Tri<Perimeter> {
  const [from, by] = [network, identity].map((keys) => within(asked, keys));
  if (!from || !by) return knownTo({ network: null, identity: null });
  if ("why" in from) return undetermined(...from.why);
  if ("why" in by) return undetermined(...by.why);
  return knownTo({ network: from.values, identity: by.values });
}

const byServices = new Map([["aws:viaawsservice", (values: Values) => values?.[0] !== "true"]]);
const notAService = ({ caller }: CallerAtom) => caller.kind !== "service";

function within(asked: Asked, keys: readonly string[]): { values: ByKey | null } | { why: readonly Reason[] } {
  const about = sparing(asked).filter(({ key }) => keys.includes(key));
  if (about.length === 0) return { values: null };
  const outside = new Map(
    keys.map((key) => {
      const tests = about.filter((one) => one.key === key).map((one) => outsideOf(asked, one));
      return [key, (values: Values) => tests.every((test) => test(values))] as const;
    }),
  );
  const question = where(new Map([...outside, ...byServices]));
  const found: Found = undenied(asked, {
    ...question,
    caller: (atom) => notAService(atom) && (question.caller?.(atom) ?? true),
  });
  if (found.kind === "unknown") return found;
  if (found.kind === "found") return { values: null };
  const values: Record<string, string[]> = {};
  for (const { key, values: of } of about) values[key] = [...new Set([...(values[key] ?? []), ...of])];
  return { values };
}
