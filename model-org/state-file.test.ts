import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { keepState, restoreState } from "./state-file";
import { defaultWorld, World } from "./world/world";

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "breakwater-state-"));
  file = path.join(directory, "state.json");
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

const world = (options: Partial<typeof defaultWorld> = {}) =>
  new World({ ...defaultWorld, accounts: 10, buckets: 50, ...options });

/** Changes a world and writes that down. @returns the bucket that was deleted */
function changed(): string {
  const first = world();
  const flush = keepState(first, file, () => undefined);
  const [bucket] = first.bucketNames(first.tree.accounts[1]?.id ?? "");
  first.changeBucket(bucket ?? "", null);
  flush();
  return bucket ?? expect.fail("There is no bucket.");
}

it("what was changed is there again, and only in the world it was changed in", () => {
  const deleted = changed();
  const [same, other, china] = [world(), world({ seed: "other" }), world({ partition: "aws-cn" })];
  for (const one of [same, other, china]) restoreState(one, file);
  expect(same.bucket(deleted)).toBeUndefined();
  expect(other.bucket(deleted)).toBeDefined();
  expect(china.bucket(deleted)).toBeDefined();
});

it.each(["", "{", "null", "[]", '{"seed": "aldermoor"}', "a letter to somebody"])(
  "a file that is something else's is refused in a sentence, and left alone: %s",
  (text) => {
    writeFileSync(file, text);
    expect(() => restoreState(world(), file)).toThrow(/is not the state of a model organization\. Delete it/);
    expect(readFileSync(file, "utf8")).toBe(text);
  },
);

it("a world that was never changed writes nothing", () => {
  keepState(world(), file, () => undefined)();
  expect(restoreState(world(), file)).toBeUndefined();
});
