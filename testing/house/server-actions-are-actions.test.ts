import { houseRule } from "./house-rule";
import { maker, serverActionsOf } from "./server-actions";
import { isProduct } from "./source-files";

houseRule({
  name: 'every export of a "use server" file is made by action(schema, verb)',
  about: isProduct,
  find: (file) => serverActionsOf(file).unmade,
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
