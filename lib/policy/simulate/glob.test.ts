import fc from "fast-check";
import { test } from "vitest";
import { fits } from "../language/wildcard";
import { globOf, matches } from "./glob";

test("wildcards match as the language's own do", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "*", "?", "/"), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (pattern, name) => matches(globOf(pattern), name) === fits(pattern, name)),
    { numRuns: 3000 },
  );
});
