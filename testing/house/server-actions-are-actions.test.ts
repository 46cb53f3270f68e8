import { houseRule } from "./house-rule";
import { importsOf } from "./imports";
import { isProduct } from "./source-files";
import { at, list, type Node, nameOf, nodesOf, parse } from "./syntax-tree";

const maker = { from: "@/app/_session/action", name: "action" };

const isDirective = (node: Node): boolean => node["directive"] === "use server";

const isMade = (declarator: Node): boolean => {
  const made = at(declarator, "init");
  return (
    made?.type === "CallExpression" && nameOf(at(made, "callee")) === maker.name && list(made, "arguments").length === 2
  );
};

/** @returns what a `"use server"` file exports that action(schema, verb) did not make: everything it exports is public */
function unmade(node: Node): string[] {
  if (!node.type.startsWith("Export") || node["exportKind"] === "type") return [];
  const declaration = at(node, "declaration");
  if (node.type !== "ExportNamedDeclaration" || declaration?.type !== "VariableDeclaration") {
    if (declaration?.type.startsWith("TS")) return [];
    return [nameOf(at(declaration, "id")) ?? node.type];
  }
  return list(declaration, "declarations")
    .filter((one) => !isMade(one))
    .map((one) => nameOf(at(one, "id")) ?? "a pattern");
}

houseRule({
  name: 'every export of a "use server" file is made by action(schema, verb)',
  about: isProduct,
  find: (file) => {
    const tree = parse(file);
    const body = list(tree, "body");
    const inline = nodesOf(tree).filter((node) => isDirective(node) && !body.includes(node));
    if (!body.some(isDirective)) return inline.map(() => "an action inside a function");
    const isOurs = importsOf(file).some(({ from, names }) => from === maker.from && names.includes(maker.name));
    return [...(isOurs ? [] : ["another action()"]), ...body.flatMap(unmade)];
  },
  broken: [
    ...(
      [
        ["export const one = action(Schema, verb); export const two = async () => 1;", ["two"]],
        ["export async function three() {}", ["three"]],
        ["export default async function four() {}", ["four"]],
        ["const five = async () => 1; export { five };", ["ExportNamedDeclaration"]],
        ['export { six } from "./six";', ["ExportNamedDeclaration"]],
        ['export * from "./seven";', ["ExportAllDeclaration"]],
        ["export const eight = action(Schema);", ["eight"]],
      ] as const
    ).map(
      ([text, found]) =>
        ["app/planted/actions.ts", `"use server"; import { action } from "${maker.from}"; ${text}`, found] as const,
    ),
    [
      "app/planted/actions.ts",
      '"use server"; import { action } from "./own"; export const one = action(Schema, verb);',
      ["another action()"],
    ],
    [
      "app/planted/page.tsx",
      'export default function P() { async function a() { "use server"; } return <form action={a} />; }',
      ["an action inside a function"],
    ],
  ],
  kept: [
    [
      "app/planted/actions.ts",
      `"use server"; import { action } from "${maker.from}"; export const one = action(Schema, verb); export type One = string;`,
    ],
    ["app/planted/page.tsx", '// "use server"\nexport const one = async () => 1;'],
  ],
});
