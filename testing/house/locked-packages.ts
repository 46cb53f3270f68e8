import { readFileSync } from "node:fs";
import path from "node:path";
import { repository } from "./source-files";

/** A package as package-lock.json has it. */
export type LockedPackage = {
  /** Where it is installed: `node_modules/next`. */
  path: string;
  name: string;
  version: string;
  license: string | undefined;
  resolved: string | undefined;
  integrity: string | undefined;
  /** Names of what it asks for: what is optional for it too, but no peer it can do without. */
  needs: string[];
};

/** A lock file, as far as it is read here. */
export type Lock = { packages: Record<string, LockEntry> };

type Names = Record<string, string>;
type LockEntry = {
  version?: string;
  license?: string;
  resolved?: string;
  integrity?: string;
  dependencies?: Names;
  devDependencies?: Names;
  optionalDependencies?: Names;
  peerDependencies?: Names;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
};

export const readLock = (): Lock => readJson("package-lock.json") as Lock;

export const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(repository, file), "utf8"));

/** @returns every package of a lock by its path; ours is not among them */
export function lockedPackages({ packages }: Lock): Map<string, LockedPackage> {
  const entries = Object.entries(packages).filter(([at]) => at !== "");
  return new Map(
    entries.map(([at, { version = "", license, resolved, integrity, ...entry }]) => {
      const name = at.slice(at.lastIndexOf("node_modules/") + "node_modules/".length);
      const peers = Object.keys(entry.peerDependencies ?? {}).filter(
        (peer) => entry.peerDependenciesMeta?.[peer]?.optional !== true,
      );
      const needs = [...Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }), ...peers];
      return [at, { path: at, name, version, license, resolved, integrity, needs }];
    }),
  );
}

/** @returns the paths of some packages and of everything they need, found as Node finds it: from the inside outwards */
export function reachedFrom(packages: ReadonlyMap<string, LockedPackage>, roots: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const open = roots.map((name) => ({ from: "", name }));
  for (let next = open.pop(); next; next = open.pop()) {
    const found = resolve(packages, next.from, next.name);
    if (!found || reached.has(found.path)) continue;
    reached.add(found.path);
    for (const name of found.needs) open.push({ from: found.path, name });
  }
  return reached;
}

function resolve(packages: ReadonlyMap<string, LockedPackage>, from: string, name: string): LockedPackage | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const found = packages.get(path.posix.join(folder, "node_modules", name));
    if (found || folder === "") return found;
    if (!folder.includes("/node_modules/")) return packages.get(`node_modules/${name}`);
  }
}
