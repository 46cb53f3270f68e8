import type { z } from "zod";
import type { Fact } from "@/lib/model/fact";
import type { ResourceRef } from "@/lib/model/resource";
import type { Judged, Judgement, MissingFact, Verdict } from "@/lib/model/verdict";
import { type Control, highestSeverity } from "./control";

/** The facts of one scope, by name. A fact that is not there was not collected. */
export type ScopeFacts = Readonly<Record<string, Fact>>;

/**
 * The ends of one edge: what is known of each, how many possible ends could not be read, and, where the list itself
 * may be short, why.
 */
export type RelatedFacts = {
  readonly items: readonly { readonly resource: ResourceRef; readonly facts: ScopeFacts }[];
  readonly unread: number;
  readonly incomplete?: Omit<MissingFact, "need">;
};

/** Everything a control may see of a resource and its surroundings. */
export type JudgeFacts = {
  readonly own: ScopeFacts;
  readonly account: ScopeFacts;
  readonly region: ScopeFacts;
  readonly organization: ScopeFacts;
  readonly related: Readonly<Record<string, RelatedFacts>>;
};

type Scope = "own" | "account" | "region" | "organization";

/**
 * The one place where "could not read" becomes a verdict.
 * @param params unparsed: the control's own schema gives the defaults
 * @returns the verdict and the severity it counts with; unknown counts with the highest the control can judge
 */
export function judge(
  control: Control,
  resource: ResourceRef,
  facts: JudgeFacts,
  options: { params: unknown; at: Date },
): Judged {
  const context = {
    resource,
    params: control.params.parse(options.params ?? {}) as z.infer<typeof control.params>,
    at: options.at,
  };
  const { values, missing } = gather(control, facts);
  // Safe: `values` holds what `needs` names and nothing else; with nothing missing it is the whole of it.
  const partial = values as unknown as Parameters<NonNullable<Control["settle"]>>[0];
  const complete = values as unknown as Parameters<Control["evaluate"]>[0];

  const judgement = inBrief(
    missing.length === 0 ? control.evaluate(complete, context) : control.settle?.(partial, context),
  );
  if (!judgement) return { verdict: { status: "unknown", missing }, severity: highestSeverity(control) };

  if (judgement.status === "unknown") {
    const { reason, because, until } = judgement;
    const verdict: Verdict = {
      status: "unknown",
      missing: [{ need: control.needs[0] ?? control.id, reason }],
      because,
    };
    return { verdict: until ? { ...verdict, until } : verdict, severity: highestSeverity(control) };
  }
  const severity = typeof control.severity === "string" ? control.severity : control.severity.of(partial, context);
  return { verdict: judgement, severity };
}

/** Lists show these sentences, a million of them are stored, and a policy may name things as long as it likes. */
const longest = 300;

function inBrief(judgement: Judgement | undefined): Judgement | undefined {
  if (!judgement?.because || judgement.because.length <= longest) return judgement;
  // Not in the middle of a character that takes two.
  const cut = judgement.because.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, "");
  return { ...judgement, because: `${cut}…` };
}

/** What a control asked for, as plain values. */
type Values = Record<Scope, Record<string, unknown>> & {
  related: Record<string, { items: Record<string, unknown>[]; unread: number; complete: boolean }>;
};

/** Takes what a control needs out of the facts, and says what of it is missing. */
export function gather(control: Control, facts: JudgeFacts): { values: Values; missing: MissingFact[] } {
  const values: Values = { own: {}, account: {}, region: {}, organization: {}, related: {} };
  const missing: MissingFact[] = [];
  const take = (into: Record<string, unknown>, name: string, fact: Fact | undefined, need: string) => {
    if (fact?.known) into[name] = fact.value;
    else missing.push(missingFact(need, fact));
  };

  for (const need of control.needs) {
    const [scope, name = "", member] = need.split(".") as [Scope | "related", string, string | undefined];
    if (scope !== "related") {
      take(values[scope], name, facts[scope][name], need);
      continue;
    }
    const edge = facts.related[name] ?? { items: [], unread: 0, incomplete: { reason: "not_collected" as const } };
    values.related[name] ??= {
      items: edge.items.map(({ resource }) => ({ resource })),
      unread: edge.unread,
      complete: edge.incomplete === undefined,
    };
    if (member === undefined) continue;
    if (edge.incomplete && !missing.some((m) => m.need === `related.${name}`)) {
      missing.push({ need: `related.${name}`, ...edge.incomplete });
    }
    for (const [i, item] of edge.items.entries()) {
      const into = values.related[name]?.items[i];
      if (into) take(into, member, item.facts[member], need);
    }
  }
  return { values, missing };
}

function missingFact(need: string, fact: Fact | undefined): MissingFact {
  if (!fact || fact.known) return { need, reason: "not_collected" };
  return fact.permission === undefined
    ? { need, reason: fact.reason }
    : { need, reason: fact.reason, permission: fact.permission };
}
