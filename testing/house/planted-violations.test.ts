import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { planted } from "./planted-violations";
import { repository } from "./source-files";

/** A house with one violation of each rule, and what Biome says of it. */
let directory: string;
let found: string[];

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "breakwater-house-"));
  copyFileSync(path.join(repository, "tsconfig.json"), path.join(directory, "tsconfig.json"));
  // Without a package.json beside tsconfig.json Biome resolves no `@/` path, and says nothing.
  writeFileSync(
    path.join(directory, "package.json"),
    JSON.stringify({ name: "planted", private: true, type: "module" }),
  );
  const { vcs: _git, ...rules } = configuration();
  writeFileSync(path.join(directory, "biome.json"), JSON.stringify(rules));
  for (const [file, text] of planted.flatMap(({ file, text, beside = [] }) => [[file, text] as const, ...beside])) {
    mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
    writeFileSync(path.join(directory, file), text);
  }
  found = biome(directory);
}, 60_000);

afterAll(() => rmSync(directory, { recursive: true, force: true }));

type Rules = { rules: Record<string, string | Record<string, unknown>> };
type Configuration = { linter: Rules; overrides: { linter: Rules }[] };

const configuration = (): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(repository, "biome.json"), "utf8")) as Record<string, unknown>;

/** @returns the errors Biome finds below a directory, with its own configuration, as `path: rule` */
function biome(below: string): string[] {
  const program = path.join(repository, "node_modules/@biomejs/biome/bin/biome");
  const { stdout } = spawnSync(process.execPath, [program, "lint", "--reporter=json", "--max-diagnostics=none", "."], {
    cwd: below,
    encoding: "utf8",
  });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { severity: string; category: string; location: { path: string } }[];
  };
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ category, location }) => `${location.path}: ${category.replace(/^lint\/\w+\//, "")}`);
}

test("Biome finds each planted violation, and nothing else", () => {
  const wanted = planted.filter(({ rule }) => rule !== "nothing").map(({ file, rule }) => `${file}: ${rule}`);
  expect(wanted.length).toBeGreaterThan(200);
  expect(found.toSorted()).toEqual(wanted.toSorted());
});

test("every rule biome.json adds to the recommended ones has a violation planted", () => {
  const { linter, overrides } = configuration() as Configuration;
  const on = [linter, ...overrides.map((one) => one.linter)]
    .flatMap(({ rules }) => Object.values(rules))
    .flatMap((group) => (typeof group === "object" ? Object.entries(group) : []))
    .filter(([, level]) => level !== "off")
    .map(([rule]) => rule);
  const broken = new Set(planted.map(({ rule }) => rule));
  expect(on.filter((rule) => !broken.has(rule))).toEqual([]);
});
