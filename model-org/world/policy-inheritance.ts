import { Kept } from "./kept";

/** A policy attached to a target on the path of an account. */
export type PolicyOnPath = { id: string; content: string };

/** What the policies on a path come to. */
export type EffectivePolicy = {
  /** The settings without their operators, as AWS shows them. */
  content: JsonObject;
  /** The policies that had a say in a setting or in what is below it; the path as in `plans/daily/rules`. */
  contributors(path: string): string[];
};

export type JsonObject = { [key: string]: unknown };

/** The operators that set a value. */
export const settingOperators = ["@@assign", "@@append", "@@remove"] as const;

export type SettingOperator = (typeof settingOperators)[number];

export const childControl = "@@operators_allowed_for_child_policies";

type Setting = {
  value: unknown;
  children: Map<string, Setting>;
  /** What policies further down may do here. */
  allowed: ReadonlySet<SettingOperator>;
  policies: Set<string>;
};

/** What is noted while the policies of one target are merged. */
type Level = {
  /** Of several policies on one target the one attached first decides. */
  assigned: Set<Setting>;
  /** A limit binds the policies further down, not those beside it. */
  limits: [Setting, ReadonlySet<SettingOperator>][];
};

const every: ReadonlySet<SettingOperator> = new Set(settingOperators);

const known = new Kept<string, EffectivePolicy>(2_000);

/**
 * Merges management policies as AWS does. A limit on operators can be narrowed further down, never widened; policies on
 * one target are taken in the order they were attached.
 * https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html
 * @param path policies per target, from the root down to the account itself
 * @returns undefined where none is attached
 */
export function mergePolicies(path: readonly (readonly PolicyOnPath[])[]): EffectivePolicy | undefined {
  if (path.every((policies) => policies.length === 0)) return undefined;
  const key = JSON.stringify(path.map((policies) => policies.map(({ id, content }) => [id, content])));
  return known.get(key) ?? known.set(key, merged(path));
}

function merged(path: readonly (readonly PolicyOnPath[])[]): EffectivePolicy {
  const root = emptySetting();
  for (const policies of path) {
    const level: Level = { assigned: new Set(), limits: [] };
    for (const { id, content } of policies) {
      const document: unknown = JSON.parse(content);
      if (isObject(document)) apply(root, document, every, id, level);
    }
    for (const [setting, limit] of level.limits) setting.allowed = common(setting.allowed, limit);
  }
  return {
    content: (shown(root) as JsonObject | undefined) ?? {},
    contributors: (at) => {
      let setting: Setting | undefined = root;
      for (const part of at.split("/")) setting = setting?.children.get(part);
      return [...(setting ? policiesOf(setting) : policiesOf(root))].sort();
    },
  };
}

function apply(
  setting: Setting,
  written: JsonObject,
  above: ReadonlySet<SettingOperator>,
  policy: string,
  level: Level,
): void {
  const allowed = common(above, setting.allowed);
  const limit = written[childControl];
  if (limit !== undefined) {
    level.limits.push([setting, operatorsOf(limit)]);
    setting.policies.add(policy);
  }
  for (const operator of settingOperators) {
    if (operator in written && allowed.has(operator)) set(setting, operator, written[operator], policy, level);
  }
  for (const [name, value] of Object.entries(written)) {
    if (name.startsWith("@@")) continue;
    const child = setting.children.get(name) ?? emptySetting();
    setting.children.set(name, child);
    // A value without an operator is assigned.
    apply(child, isObject(value) ? value : { "@@assign": value }, allowed, policy, level);
  }
}

function set(setting: Setting, operator: SettingOperator, value: unknown, policy: string, level: Level): void {
  if (operator === "@@assign") {
    if (level.assigned.has(setting)) return;
    level.assigned.add(setting);
    setting.policies.clear();
    setting.value = value;
  } else {
    const inherited = listOf(setting.value);
    const given = listOf(value);
    setting.value =
      operator === "@@append"
        ? [...new Set([...inherited, ...given])]
        : inherited.filter((one) => !given.includes(one));
  }
  setting.policies.add(policy);
}

/** A setting nothing is left of is not shown. */
function shown({ value, children }: Setting): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value : undefined;
  if (value !== undefined) return value;
  const parts = [...children].flatMap(([name, child]) => {
    const part = shown(child);
    return part === undefined ? [] : [[name, part] as const];
  });
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
}

function policiesOf({ policies, children }: Setting): Set<string> {
  return new Set([...policies, ...[...children.values()].flatMap((child) => [...policiesOf(child)])]);
}

function operatorsOf(limit: unknown): ReadonlySet<SettingOperator> {
  const named = listOf(limit);
  if (named.includes("@@all")) return every;
  return new Set(settingOperators.filter((operator) => named.includes(operator)));
}

const common = (a: ReadonlySet<SettingOperator>, b: ReadonlySet<SettingOperator>): ReadonlySet<SettingOperator> =>
  a === every ? b : new Set([...a].filter((operator) => b.has(operator)));

const emptySetting = (): Setting => ({ value: undefined, children: new Map(), allowed: every, policies: new Set() });

const listOf = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
