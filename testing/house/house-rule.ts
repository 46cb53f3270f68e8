import { describe, expect, test } from "vitest";
import { type SourceFile, sourceFiles } from "./source-files";

/** A rule no linter has, over the text or the syntax tree of every file. */
export type HouseRule = {
  /** What holds: "pure folders ask for no time". */
  name: string;
  /** Which files it is about. */
  about(path: string): boolean;
  /** @returns what breaks it, one entry a place; empty when nothing does */
  find(file: SourceFile): string[];
  /** Files it does not hold for, with the reason. One that is not needed fails. */
  exceptions?: Readonly<Record<string, string>>;
  /** Proof that it can fail: files that break it, with what is found in each. */
  broken: readonly (readonly [path: string, text: string, found: readonly string[]])[];
  /** Proof that it stops where it should: files beside it. */
  kept: readonly (readonly [path: string, text: string])[];
};

/** Declares the tests of a rule: over files planted to break it, over files beside it, and over the house. */
export function houseRule({ name, about, find, exceptions = {}, broken, kept }: HouseRule): void {
  const breaches = (files: readonly SourceFile[]) =>
    files.filter(({ path }) => about(path)).flatMap((file) => find(file).map((found) => `${file.path}: ${found}`));

  describe(name, () => {
    test.each(broken)("%s with %j breaks it", (path, text, found) => {
      expect(breaches([{ path, text }])).toEqual(found.map((one) => `${path}: ${one}`));
    });

    test.each(kept)("%s with %j does not", (path, text) => {
      expect(breaches([{ path, text }])).toEqual([]);
    });

    test("holds in the whole house", () => {
      const files = sourceFiles();
      expect(files.filter(({ path }) => about(path)).length).toBeGreaterThan(0);
      expect(breaches(files.filter(({ path }) => !(path in exceptions)))).toEqual([]);
    });

    test("has no exception nobody needs", () => {
      const excepted = sourceFiles().filter(({ path }) => path in exceptions);
      const needed = new Set(breaches(excepted).map((found) => found.slice(0, found.indexOf(":"))));
      expect(Object.keys(exceptions).filter((path) => !needed.has(path))).toEqual([]);
    });
  });
}
