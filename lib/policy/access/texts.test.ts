import { describe, expect, it } from "vitest";
import { Random } from "@/bench/fuzz/random";
import { Effort } from "./effort";
import { domain, matches, type Pattern, patternOf } from "./pattern";
import { textsFor } from "./texts";

const [variable, star] = ["$" + "{aws:username}", "$" + "{*}"];
const like = (text: string): Pattern => patternOf(text, "like", true) ?? domain("");
const anything = [domain("*")];
const fitting = (patterns: readonly Pattern[], text: string): string =>
  patterns.map((pattern) => (matches(pattern, text, new Effort()) ? 1 : 0)).join("");

function allTexts(alphabet: string, longest: number): string[] {
  const all = [""];
  for (let index = 0; index < all.length; index++) {
    const text = all[index] ?? "";
    if (text.length < longest) all.push(...[...alphabet].map((char) => text + char));
  }
  return all;
}

describe("texts for patterns", () => {
  it("are one for each way a text can fit them, as trying all short texts finds", () => {
    const texts = allTexts("abq", 5);
    for (let seed = 0; seed < 40; seed++) {
      const random = new Random(seed);
      const pattern = () => Array.from({ length: 1 + random.below(4) }, () => random.pick([..."ab*?"])).join("");
      const patterns = Array.from({ length: 1 + random.below(4) }, pattern).map(like);
      const { values, complete } = textsFor(patterns, anything, new Effort());
      const ways = values.map((text) => fitting(patterns, text));
      expect(complete).toBe(true);
      expect(new Set(ways).size).toBe(ways.length);
      const known = new Set(ways);
      expect(
        texts.find((text) => !known.has(fitting(patterns, text))),
        `seed ${seed}`,
      ).toBeUndefined();
    }
  });

  it("fit what a key can be", () => {
    const { values } = textsFor([like("1*"), like("123456789012")], [domain("############")], new Effort());
    expect(values.every((text) => /^\d{12}$/.test(text))).toBe(true);
    expect(values).toHaveLength(3);
    expect(textsFor([like("vpc-*")], [domain("vpc-*")], new Effort()).values).toHaveLength(1);
  });

  it("go on from what a pattern has read before", () => {
    const { values } = textsFor([like("arn:aws:s3:::b/home/*")], [domain("?*")], new Effort(), ["arn:aws:s3:::b/"]);
    expect(values).toContain("home/");
    expect(values).toHaveLength(2);
  });

  it("say that they are not complete where there are too many, and soon", () => {
    const infixes = Array.from({ length: 20 }, (_, index) => like(`*k${index}*z${index}*`));
    const started = performance.now();
    const { complete } = textsFor(infixes, anything, new Effort(1_000_000));
    expect(complete).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("are found fast for ordinary patterns", () => {
    const prefixes = Array.from({ length: 200 }, (_, index) => like(`team-${index}/*`));
    const { values, complete } = textsFor(prefixes, anything, new Effort());
    expect(complete).toBe(true);
    expect(values).toHaveLength(201);
  });
});

describe("patterns", () => {
  const fits = (text: string, style: Parameters<typeof patternOf>[1], value: string) =>
    matches(patternOf(text, style, true) ?? domain(""), value, new Effort());

  it("of ARNs match segment by segment", () => {
    expect(fits("arn:aws:iam::*:role/x", "arn", "arn:aws:iam::111122223333:role/x")).toBe(true);
    expect(fits("arn:aws:*:role/x", "arn", "arn:aws:iam::111122223333:role/x")).toBe(false);
    expect(fits("arn:aws:cloudtrail:*:1:trail/*", "arn", "arn:aws:cloudtrail:eu-west-1:1:trail/a:b/c")).toBe(true);
    expect(patternOf("*", "arn", true)).toBeNull();
  });

  it("take a wildcard literally where the operator is one of equality, or where it is escaped", () => {
    expect(fits("a*", "equals", "ab")).toBe(false);
    expect(fits("a*", "equals", "a*")).toBe(true);
    expect(fits(`a${star}`, "like", "ab")).toBe(false);
    expect(fits(`a${star}`, "like", "a*")).toBe(true);
  });

  it("mind case only where the operator does", () => {
    expect(fits("Curl", "equals-ignore-case", "cURL")).toBe(true);
    expect(fits("Curl", "equals", "cURL")).toBe(false);
  });

  it("know a policy variable, and only in the version that has them", () => {
    expect(patternOf(`home/${variable}/*`, "like", true)?.variable).toBe(true);
    expect(patternOf(`home/${variable}/*`, "like", false)?.variable).toBe(false);
  });
});
