import { houseRule } from "./house-rule";
import { importsOf } from "./imports";
import { isTest } from "./source-files";

const forTests = /^(?:@\/(?:testing|e2e)\/|vitest(?:$|\/)|fast-check$|@playwright\/|@axe-core\/)/;

houseRule({
  name: "only tests import what is for tests",
  about: (path) => !isTest(path) && path !== "vitest.config.ts" && path !== "playwright.config.ts",
  find: (file) =>
    importsOf(file)
      .map(({ from }) => from)
      .filter((from) => forTests.test(from)),
  broken: [
    ["lib/data/planted.ts", 'import { createTestDatabase } from "@/testing/database";', ["@/testing/database"]],
    ["lib/engine/planted.ts", 'import { expect } from "vitest";', ["vitest"]],
    ["scripts/planted.ts", 'import fc from "fast-check";', ["fast-check"]],
  ],
  kept: [["lib/engine/planted.test.ts", 'import { expect } from "vitest";']],
});
