import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { answer } from "./answer";

type Case = {
  id: string;
  kind: string;
  input: unknown;
  expected: Record<string, unknown>;
  confidence: "certain" | "likely";
};

const corpus = path.resolve(import.meta.dirname, "../../../../shared/data/policy-corpus.json");

/** Told by the corpus, and not asked of anybody. */
const unscored = new Set([
  ...["kmsKeyHeaderRequired", "aclCrossAccountEffective", "conditionalWriteRequiredUnder", "anyOneSuffices"],
]);

function score(cases: readonly Case[]) {
  const wrong: string[] = [];
  const open: string[] = [];
  let right = 0;
  for (const { id, kind, input, expected } of cases) {
    const { result, undetermined } = answer(kind, input);
    for (const [key, value] of Object.entries(expected).filter(([name]) => !unscored.has(name))) {
      if (!(key in result)) open.push(`${id} ${key}: ${undetermined[key] ?? "left out"}`);
      else if (JSON.stringify(result[key]) === JSON.stringify(value)) right++;
      else wrong.push(`${id} ${key}: ${JSON.stringify(result[key])}, not ${JSON.stringify(value)}`);
    }
  }
  return { right, wrong, open };
}

describe.skipIf(!existsSync(corpus))("the policy corpus (it lies beside the repository, and not everywhere)", () => {
  const cases = existsSync(corpus) ? (JSON.parse(readFileSync(corpus, "utf8")) as Case[]) : [];
  const of = (confidence: Case["confidence"]) => score(cases.filter((one) => one.confidence === confidence));

  test("of what AWS's documentation decides nothing is answered wrongly, and at most 2 % not at all", () => {
    const { right, wrong, open } = of("certain");
    const all = right + wrong.length + open.length;
    console.info(
      `certain: ${right} of ${all} keys right, ${wrong.length} wrong, ${open.length} open\n${open.join("\n")}`,
    );
    expect(wrong).toEqual([]);
    expect(open.length / all).toBeLessThanOrEqual(0.02);
  });

  test("of what is only likely it is told how much is answered alike", () => {
    const { right, wrong, open } = of("likely");
    console.info(
      `likely: ${right} right, ${wrong.length} otherwise, ${open.length} open\n${[...wrong, ...open].join("\n")}`,
    );
    expect(right).toBeGreaterThan(wrong.length);
  });
});
