import { expect, test } from "vitest";
import { z } from "zod";
import { parseSearch } from "./parse-search";

const schema = z.object({
  practice: z.coerce.number().int().max(12).optional(),
  show: z.enum(["fail", "unknown"]).default("fail"),
});

test("what an address says is read, and defaults stand for what it leaves out", () => {
  expect(parseSearch(schema, { practice: "3", other: "x" })).toEqual({
    value: { practice: 3, show: "fail" },
    notices: [],
  });
});

test("what cannot be is ignored and named, and the rest holds", () => {
  const { value, notices } = parseSearch(schema, { practice: "lots", show: "unknown" });
  expect(value).toEqual({ show: "unknown" });
  expect(notices).toEqual(["practice=lots is not a value this page knows."]);
});
