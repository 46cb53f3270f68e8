import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** A file of ours: where it is in the repository, and what it says. */
export type SourceFile = { path: string; text: string };

export const repository = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

const notOurs = new Set([
  "node_modules",
  ".next",
  ".git",
  "generated",
  "coverage",
  "test-results",
  "playwright-report",
]);
const extensions = /\.(ts|tsx|mts|mjs|js)$/;

/** @returns every file of the repository that a person wrote, sorted by path */
export function filesBelow(folder = ""): string[] {
  return readdirSync(path.join(repository, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : filesBelow(name);
      return [name];
    })
    .toSorted();
}

/** @returns every TypeScript and JavaScript file a person wrote: what a program writes and what Next writes is left out */
export const sourceFiles = (): SourceFile[] =>
  filesBelow()
    .filter((file) => extensions.test(file) && !file.endsWith(".gen.ts") && file !== "next-env.d.ts")
    .map((file) => ({ path: file, text: readFileSync(path.join(repository, file), "utf8") }));

/** Tests and what only tests use: they may look behind every wall. */
export const isTest = (file: string): boolean =>
  /\.(test|spec)\.tsx?$/.test(file) || /^(testing|e2e)\//.test(file) || file.startsWith("lib/data/ingest/property/");

/** @returns whether a file is in one of these folders */
export const isIn = (file: string, ...folders: string[]): boolean =>
  folders.some((folder) => file.startsWith(`${folder}/`));

/** The folders that know nothing: no SDK values, no database, no clock, no environment. */
export const pureFolders = ["model", "policy", "engine", "controls", "remediations", "frameworks", "evidence"].map(
  (name) => `lib/${name}`,
);

/** What we ship: not the model organization, not the scripts of this repository, not its tests. */
export const isProduct = (file: string): boolean =>
  !isTest(file) &&
  (isIn(file, "app", "components", "lib", "collectors", "cli") || ["proxy.ts", "instrumentation.ts"].includes(file));
