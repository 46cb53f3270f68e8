import type { Tally } from "@/lib/data/scan/progress";
import type { Fact } from "@/lib/model/fact";

/** Counts what was asked and how AWS answered, by region and fact. */
export class Tallies {
  readonly #rows = new Map<string, Tally>();

  add(region: string | null, fact: string, answer: Fact, calls: number): void {
    const key = `${region ?? ""}/${fact}`;
    let row = this.#rows.get(key);
    if (!row) {
      row = {
        region: region ?? "",
        fact,
        asked: 0,
        known: 0,
        notConfigured: 0,
        denied: 0,
        throttled: 0,
        otherUnknown: 0,
        calls: 0,
      };
      this.#rows.set(key, row);
    }
    row.asked++;
    row.calls += calls;
    row[outcomeOf(answer)]++;
  }

  rows(): Tally[] {
    return [...this.#rows.values()];
  }
}

function outcomeOf(fact: Fact): "known" | "notConfigured" | "denied" | "throttled" | "otherUnknown" {
  if (fact.known) return fact.value === null ? "notConfigured" : "known";
  if (fact.reason === "denied") return "denied";
  return fact.reason === "throttled" ? "throttled" : "otherUnknown";
}
