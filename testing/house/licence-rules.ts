/** Licences of what we ship: whoever uses Breakwater owes their authors no more than to name them. */
const forAll = new Set([
  "MIT",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "0BSD",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "Apache-2.0",
  "OFL-1.1",
]);

/** Of what only builds and tests, also this one: it binds changes of those very files, and we change none. */
const forTools = new Set([...forAll, "MPL-2.0"]);

/** What packages call a licence beside its SPDX identifier. */
const otherNames: Readonly<Record<string, string>> = { "SIL OPEN FONT LICENSE": "OFL-1.1" };

/** A package whose licence is none of those, and why it is here all the same. A name may end with a star. */
export type LicenceException = { package: string; license: string | undefined; because: string };

export const exceptions: readonly LicenceException[] = [
  ...["LGPL-3.0-or-later", "Apache-2.0 AND LGPL-3.0-or-later", "Apache-2.0 AND LGPL-3.0-or-later AND MIT"].map(
    (license) => ({
      package: "@img/sharp-*",
      license,
      because: "an option of Next for resizing pictures: images.unoptimized is on, no process loads it",
    }),
  ),
  {
    package: "caniuse-lite",
    license: "CC-BY-4.0",
    because: "a table of what browsers can do, read when the pages are built; it names its authors",
  },
  { package: "elkjs", license: "EPL-2.0", because: "part of Prisma's Studio, which nothing here starts" },
  { package: "postgres", license: "Unlicense", because: "in the public domain; part of Prisma's command line" },
  { package: "robust-predicates", license: "Unlicense", because: "in the public domain; part of Prisma's Studio" },
  { package: "seq-queue", license: undefined, because: "MIT, says its LICENSE file; its package.json says nothing" },
];

/** Tools that stand among the dependencies, because a fresh clone builds before it starts. */
export const buildTools: Readonly<Record<string, string>> = {
  prisma: "writes the client from the schema; no process of ours loads it",
};

/**
 * @param license an SPDX expression without parentheses inside: one of an `OR`, all of an `AND`
 * @returns whether a package under it may be here
 */
export function isPermitted(license: string | undefined, use: "shipped" | "tool"): boolean {
  if (license === undefined) return false;
  const permitted = use === "shipped" ? forAll : forTools;
  return license
    .replaceAll(/[()]/g, "")
    .split(/ or /i)
    .some((choice) => choice.split(/ and /i).every((one) => permitted.has(otherNames[one] ?? one)));
}

/** @returns the exception for a package, if there is one */
export const exceptionFor = (name: string, license: string | undefined): LicenceException | undefined =>
  exceptions.find((one) => {
    const named = one.package.endsWith("*") ? name.startsWith(one.package.slice(0, -1)) : name === one.package;
    return named && one.license === license;
  });
