import fc from "fast-check";
import { expect, test } from "vitest";
import { movementCauses, movementStates } from "@/lib/model/movement";
import { attribute, type CountedMovement } from "./attribution";
import { exactScore, type SeverityCounts } from "./score";

const counts = (severity: number, pass: number, fail: number, unknown = 0): SeverityCounts => ({
  severity,
  pass,
  fail,
  unknown,
  notApplicable: 0,
  waived: 0,
  notJudged: 0,
});

const moved = (some: Partial<CountedMovement>): CountedMovement => ({
  day: "2026-03-02",
  cause: "fixed_outside",
  severity: 3,
  from: "fail",
  to: "pass",
  n: 1,
  ...some,
});

test("fixing one of two failures is the whole change", () => {
  const attribution = attribute([counts(3, 2, 2)], [moved({})]);
  expect(attribution).toMatchObject({
    from: 500,
    to: 750,
    bars: [{ cause: "fixed_outside", tenths: 250, verdicts: 1 }],
  });
});

test("a regression and a repair that cancel out are both shown", () => {
  const attribution = attribute(
    [counts(3, 2, 2)],
    [moved({}), moved({ day: "2026-03-03", cause: "regressed", from: "pass", to: "fail" })],
  );
  expect(attribution?.bars).toEqual([
    { cause: "fixed_outside", tenths: 250, verdicts: 1 },
    { cause: "regressed", tenths: -250, verdicts: 1 },
  ]);
});

test("within a day causes apply in their order, whatever the order they are listed in", () => {
  const movements = [
    moved({ cause: "sight_lost", from: "fail", to: "unknown", n: 2 }),
    moved({ cause: "new_resource", from: "none", to: "fail", n: 4 }),
  ];
  expect(attribute([counts(3, 4, 4)], movements)).toEqual(attribute([counts(3, 4, 4)], movements.toReversed()));
});

test("failures that go out of sight raise the score, and the bar says so", () => {
  const attribution = attribute([counts(3, 5, 5)], [moved({ cause: "sight_lost", from: "fail", to: "unknown", n: 3 })]);
  expect(attribution?.bars).toEqual([{ cause: "sight_lost", tenths: 214, verdicts: 3 }]);
  expect(attribution?.end).toEqual([counts(3, 5, 2, 3)]);
});

test("a change of severity is two rows and one verdict", () => {
  const attribution = attribute(
    [counts(3, 5, 5)],
    [
      moved({ cause: "severity_changed", from: "fail", to: "none" }),
      moved({ cause: "severity_changed", from: "none", to: "fail", severity: 4 }),
    ],
  );
  expect(attribution?.bars).toMatchObject([{ verdicts: 1 }]);
});

test("without a score at both ends nothing is attributed", () => {
  expect(attribute([], [moved({ from: "none", to: "pass" })])).toBeNull();
  expect(attribute([counts(3, 1, 0)], [moved({ cause: "retired", from: "pass", to: "none" })])).toBeNull();
});

const anyMovement = fc.record({
  day: fc.constantFrom("2026-03-01", "2026-03-02", "2026-03-09"),
  cause: fc.constantFrom(...movementCauses),
  severity: fc.integer({ min: 0, max: 4 }),
  from: fc.constantFrom(...movementStates),
  to: fc.constantFrom(...movementStates),
  n: fc.integer({ min: 1, max: 40 }),
});

/** Enough of everything that no count falls below nothing. */
const anyStart = fc.array(
  fc.record({ pass: fc.integer({ min: 4000, max: 90_000 }), fail: fc.integer({ min: 4000, max: 90_000 }) }),
  {
    minLength: 5,
    maxLength: 5,
  },
);

test("whatever moved, the printed bars sum to the printed change, and none is off by a tenth or more", () => {
  fc.assert(
    fc.property(anyStart, fc.array(anyMovement, { maxLength: 80 }), (start, movements) => {
      const given = start.map(({ pass, fail }, severity) => ({ ...counts(severity, pass, fail, 4000), waived: 4000 }));
      const attribution = attribute(given, movements);
      if (!attribution) throw new Error("There is a score at both ends.");
      const { from, to, bars, end } = attribution;
      expect(bars.reduce((sum, { tenths }) => sum + tenths, 0)).toBe(to - from);
      expect(Math.floor((exactScore(end) ?? 0) + 1e-9)).toBe(to);
      expect(new Set(bars.map(({ cause }) => cause))).toEqual(new Set(movements.map(({ cause }) => cause)));
    }),
  );
});

test("a cause that moves nothing prints as nothing", () => {
  fc.assert(
    fc.property(anyStart, fc.array(anyMovement, { maxLength: 40 }), (start, movements) => {
      const still = [...movements, moved({ cause: "account_moved", severity: 0, from: "pass", to: "fail" })].filter(
        ({ cause, severity }) => cause !== "account_moved" || severity === 0,
      );
      const attribution = attribute(
        start.map(({ pass, fail }, severity) => counts(severity, pass, fail, 4000)),
        still,
      );
      expect(attribution?.bars.find(({ cause }) => cause === "account_moved")?.tenths).toBe(0);
    }),
  );
});
