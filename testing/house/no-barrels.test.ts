import { houseRule } from "./house-rule";
import { isTest } from "./source-files";
import { at, list, type Node, parse, textOf } from "./syntax-tree";

const passesOn = (node: Node): boolean =>
  (node.type === "ExportNamedDeclaration" || node.type === "ExportAllDeclaration") && at(node, "source") !== undefined;

houseRule({
  name: "every name is imported from where it is written: no barrels",
  about: (path) => !isTest(path) && !path.endsWith(".d.mts"),
  find: (file) => {
    const body = list(parse(file), "body");
    const passed = body.filter(passesOn);
    const barrel =
      /(^|\/)index\.\w+$/.test(file.path) ||
      passed.length === body.length ||
      passed.some(({ type }) => type === "ExportAllDeclaration");
    return barrel ? passed.map((node) => textOf(at(node, "source") ?? node) ?? "") : [];
  },
  broken: [
    ["lib/engine/index.ts", 'export { judge } from "./judge"; export const one = 1;', ["./judge"]],
    [
      "lib/engine/planted.ts",
      'export { judge } from "./judge"; export type { Facts } from "./facts";',
      ["./judge", "./facts"],
    ],
    ["lib/engine/planted.ts", 'export * from "./judge"; export const one = 1;', ["./judge"]],
  ],
  kept: [
    ["lib/services/planted.ts", 'export type { Row } from "@/lib/data/row"; export const list = () => [];'],
    ["lib/engine/planted.ts", 'import { judge } from "./judge"; export const one = judge();'],
  ],
});
