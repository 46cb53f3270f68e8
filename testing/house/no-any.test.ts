import { houseRule } from "./house-rule";
import { nodesOf, parse } from "./syntax-tree";

const silenced = /@ts-(?:ignore|nocheck|expect-error)|biome-ignore-all|biome-ignore lint\/suspicious\/noExplicitAny/g;

/** Comments are no part of the tree: the words are taken apart here, so that this file does not find itself. */
const ignore = "@ts-" + "ignore";
const expectError = "@ts-" + "expect-error";

houseRule({
  name: "nothing is of type any, and no check of types is silenced",
  about: () => true,
  find: (file) => [
    ...nodesOf(parse(file))
      .filter(({ type }) => type === "TSAnyKeyword")
      .map(() => "any"),
    ...(file.path === "testing/house/no-any.test.ts" ? [] : (file.text.match(silenced) ?? [])),
  ],
  broken: [
    ["lib/engine/planted.ts", "export const a = (b: any) => b;", ["any"]],
    ["components/planted.tsx", "export const a = [] as any[];", ["any"]],
    ["lib/engine/planted.test.ts", "export type A = Record<string, any>;", ["any"]],
    ["lib/engine/planted.ts", `// ${ignore}\nexport const a = 1;`, [ignore]],
    ["scripts/planted.ts", `// ${expectError} it is so\nexport const a = 1;`, [expectError]],
  ],
  kept: [["lib/engine/planted.ts", "// any\nexport const any = (a: unknown) => a;"]],
});
