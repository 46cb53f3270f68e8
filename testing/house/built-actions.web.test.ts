import { expect, test } from "vitest";
import { readJson } from "./locked-packages";
import { serverActionsOf } from "./server-actions";
import { sourceFiles } from "./source-files";

/** What Next wrote down of every function the browser may call by its id, used on a page or not. */
type Manifest = Record<"node" | "edge", Record<string, { filename: string; exportedName: string }>>;

const { node, edge } = readJson(".next/server/server-reference-manifest.json") as Manifest;
const callable = [...Object.values(node), ...Object.values(edge)].map((one) => `${one.filename}: ${one.exportedName}`);
const actions = new Map(sourceFiles().map((file) => [file.path, serverActionsOf(file)]));
const made = [...actions].flatMap(([file, { made }]) => made.map((name) => `${file}: ${name}`));

test("everything the browser can call in the production build was made by action(schema, verb)", () => {
  expect(callable.filter((one) => !made.includes(one))).toEqual([]);
});

test("every action that was written is in the production build, so that none is looked for in the wrong place", () => {
  expect(made.length).toBeGreaterThan(0);
  expect(made.filter((one) => !callable.includes(one))).toEqual([]);
});
