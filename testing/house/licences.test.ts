import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { importsOf } from "./imports";
import { buildTools, exceptionFor, exceptions, isPermitted } from "./licence-rules";
import { lockedPackages, reachedFrom, readJson, readLock } from "./locked-packages";
import { isTest, repository, sourceFiles } from "./source-files";

const packages = lockedPackages(readLock());
const ours = readJson("package.json") as Record<"dependencies" | "optionalDependencies", Record<string, string>>;
const shipped = reachedFrom(
  packages,
  Object.keys({ ...ours.dependencies, ...ours.optionalDependencies }).filter((name) => !(name in buildTools)),
);
const useOf = (at: string) => (shipped.has(at) ? "shipped" : "tool");
const unpermitted = [...packages.values()].filter(({ path: at, license }) => !isPermitted(license, useOf(at)));

describe("licences", () => {
  test("everything that is installed is under a licence that asks for no more than to be named, or excepted by name", () => {
    const unknown = unpermitted.filter(({ name, license }) => !exceptionFor(name, license));
    expect(unknown.map(({ path: at, license }) => `${at}: ${license ?? "none"} (${useOf(at)})`)).toEqual([]);
  });

  test("no exception is there that nobody needs", () => {
    const needed = new Set(unpermitted.map(({ name, license }) => exceptionFor(name, license)));
    expect(exceptions.filter((one) => !needed.has(one))).toEqual([]);
  });

  test("the lock file says of every installed package what the package says of itself", () => {
    const installed = [...packages.values()].filter(({ path: at }) => existsSync(path.join(repository, at)));
    expect(installed.length).toBeGreaterThan(200);
    const different = installed.flatMap(({ path: at, license, version }) => {
      const own = readJson(`${at}/package.json`) as { version: string; license?: string | { type: string } };
      const said = typeof own.license === "object" ? own.license.type : own.license;
      return said === license && own.version === version ? [] : [`${at}: ${said} ${own.version}`];
    });
    expect(different).toEqual([]);
  });

  test("a package that names no licence has the text of one", () => {
    const silent = [...packages.values()].filter(({ license }) => license === undefined);
    const grants = silent.map(({ path: at }) => readFileSync(path.join(repository, at, "LICENSE"), "utf8"));
    for (const text of grants) expect(text).toMatch(/Permission is hereby granted, free of charge/);
  });

  test("what is called a build tool is imported by nothing that runs", () => {
    const importing = sourceFiles()
      .filter(({ path: file }) => !isTest(file) && file !== "prisma.config.ts")
      .filter((file) => importsOf(file).some(({ from }) => Object.keys(buildTools).includes(from.split("/")[0] ?? "")));
    expect(importing.map(({ path: file }) => file)).toEqual([]);
  });

  test("pictures are not resized, so that nothing loads the library that is excepted for it", () => {
    expect(readFileSync(path.join(repository, "next.config.ts"), "utf8")).toContain("images: { unoptimized: true }");
  });
});

test.each([
  ["MIT", "shipped", true],
  ["(MIT OR GPL-3.0-only)", "shipped", true],
  ["MIT AND LGPL-3.0-or-later", "shipped", false],
  ["MIT and ISC", "shipped", true],
  ["MPL-2.0", "shipped", false],
  ["MPL-2.0", "tool", true],
  ["GPL-2.0-only", "tool", false],
  ["AGPL-3.0-only", "tool", false],
  ["SSPL-1.0", "tool", false],
  ["UNLICENSED", "tool", false],
  [undefined, "tool", false],
] as const)("%s in what is %s: permitted is %s", (license, use, permitted) => {
  expect(isPermitted(license, use)).toBe(permitted);
});

test("what a shipped package needs is shipped, as Node would find it; what only a tool needs is not", () => {
  const planted = lockedPackages({
    packages: {
      "": {},
      "node_modules/a": { dependencies: { b: "1" } },
      "node_modules/a/node_modules/b": { peerDependencies: { c: "1" } },
      "node_modules/b": { dependencies: { d: "1" } },
      "node_modules/c": {},
      "node_modules/d": {},
    },
  });
  expect([...reachedFrom(planted, ["a"])]).toEqual([
    "node_modules/a",
    "node_modules/a/node_modules/b",
    "node_modules/c",
  ]);
});
