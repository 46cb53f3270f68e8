import { expect, test } from "vitest";
import { fuzz } from "./fuzz";

/** `npm run fuzz` holds every call to one second of its own time; beside other tests a second is soon gone. */
const limit = 5_000;

test("nothing that is done with a document throws, hangs, or answers in two ways", () => {
  const { failures, documents } = fuzz({ seed: 1, documents: 120, ms: 8_000, crowds: 0, limit });
  expect(failures.map(({ seed, number, call, what }) => `--seed ${seed} --from ${number}: ${call}: ${what}`)).toEqual(
    [],
  );
  expect(documents).toBeGreaterThan(0);
}, 60_000);

test("what was drawn once is drawn again by its seed and number", () => {
  const told = (from: number) => fuzz({ seed: 3, from, documents: 1, crowds: 0 }).slowest.map(({ bytes }) => bytes);
  expect(told(7)).toEqual(told(7));
});

test("what throws, hangs or changes its mind is told with its document", () => {
  let asked = 0;
  const of = (run: () => unknown) =>
    fuzz({ seed: 1, documents: 1, limit: 5, calls: () => [{ name: "it", run }] }).failures.map(
      ({ call, what, number }) => [call, what.split("\n")[0], number],
    );
  expect(of(() => JSON.parse("{"))).toEqual([["it", expect.stringContaining("SyntaxError"), 0]]);
  expect(of(() => asked++)).toEqual([["it", "It does not answer the same twice.", 0]]);
  expect(
    of(() => {
      for (const ends = performance.now() + 20; performance.now() < ends; ) asked++;
    }),
  ).toEqual([["it", expect.stringMatching(/^It took \d+ ms\.$/), 0]]);
  expect(of(() => 1)).toEqual([]);
});
