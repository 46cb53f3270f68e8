import { expect, test } from "vitest";
import { lockedPackages, readJson, readLock } from "./locked-packages";

const exact = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/;

/** Whoever installs asks the registry of their own configuration: the lock file names none, and knows what must come. */
const namesNoHost = (resolved: string | undefined): boolean => resolved === undefined;

test("package.json names one version of everything", () => {
  const ours = readJson("package.json") as Record<string, Record<string, string> | undefined>;
  const asked = ["dependencies", "devDependencies", "optionalDependencies"].flatMap((kind) =>
    Object.entries(ours[kind] ?? {}),
  );
  expect(asked.length).toBeGreaterThan(40);
  expect(asked.filter(([, version]) => !exact.test(version))).toEqual([]);
});

test("the lock file names no host, and knows every package by its content", () => {
  const packages = [...lockedPackages(readLock()).values()];
  expect(packages.length).toBeGreaterThan(200);
  expect(packages.filter(({ resolved }) => !namesNoHost(resolved))).toEqual([]);
  expect(packages.filter(({ integrity }) => !integrity?.startsWith("sha512-"))).toEqual([]);
});

test.each(["^1.0.0", "~1.0.0", "1.x", "*", "latest", "1.0", "npm:other@1.0.0", "github:a/b", "file:../a", ">=1.0.0"])(
  "%s is not one version",
  (version) => {
    expect(exact.test(version)).toBe(false);
  },
);

test.each(["https://registry.example.com/a.tgz", "git+ssh://git@example.com/a/b.git", "file:../a"])(
  "%s names where it comes from",
  (resolved) => {
    expect(namesNoHost(resolved)).toBe(false);
  },
);
