import { houseRule } from "./house-rule";
import { isIn, isTest, pureFolders } from "./source-files";
import { at, dottedName, list, nodesOf, parse } from "./syntax-tree";

const forbidden = new Set([
  "Date",
  "Date.now",
  "Math.random",
  "performance.now",
  "crypto.randomUUID",
  "crypto.getRandomValues",
]);

houseRule({
  name: "pure folders ask for no time and throw no dice",
  about: (path) => isIn(path, ...pureFolders) && !isTest(path),
  find: (file) =>
    nodesOf(parse(file)).flatMap((node) => {
      const called = dottedName(at(node, "callee"))?.replace(/^globalThis\./, "");
      if (called === undefined || !forbidden.has(called)) return [];
      if (node.type === "NewExpression") return list(node, "arguments").length === 0 ? [`new ${called}()`] : [];
      return node.type === "CallExpression" ? [`${called}()`] : [];
    }),
  broken: [
    ["lib/engine/planted.ts", "export const at = new Date();", ["new Date()"]],
    ["lib/model/planted.ts", "export const at = () => Date.now();", ["Date.now()"]],
    ["lib/policy/planted.ts", "export const at = Date();", ["Date()"]],
    ["lib/controls/1-x/planted.ts", "export const n = [1].map(() => Math.random());", ["Math.random()"]],
    ["lib/remediations/planted.ts", "export const n = performance.now();", ["performance.now()"]],
    ["lib/frameworks/planted.ts", "export const n = globalThis.Date.now();", ["Date.now()"]],
    ["lib/evidence/planted.ts", "export const id = crypto.randomUUID();", ["crypto.randomUUID()"]],
  ],
  kept: [
    ["lib/engine/planted.ts", "export const day = (text: string) => new Date(text); // new Date()"],
    ["lib/engine/planted.test.ts", "export const at = new Date();"],
    ["lib/platform/planted.ts", "export const at = new Date();"],
  ],
});
