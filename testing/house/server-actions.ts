import { importsOf } from "./imports";
import type { SourceFile } from "./source-files";
import { at, list, type Node, nameOf, nodesOf, parse } from "./syntax-tree";

/** Who makes a server action: it parses what came, finds out who asks, and calls one verb. */
export const maker = { from: "@/app/_session/action", name: "action" };

/** What a file gives to the browser to call. */
export type ServerActions = {
  /** Exports that `action(schema, verb)` made. */
  made: string[];
  /** Everything else that can be called there, described. */
  unmade: string[];
};

/** @returns the server actions of a file: of a `"use server"` file every export is one */
export function serverActionsOf(file: SourceFile): ServerActions {
  const tree = parse(file);
  const body = list(tree, "body");
  if (!body.some(isDirective)) {
    const inline = nodesOf(tree).filter(isDirective);
    return { made: [], unmade: inline.map(() => "an action inside a function") };
  }
  const isOurs = importsOf(file).some(({ from, names }) => from === maker.from && names.includes(maker.name));
  const found = body.map(exportedBy);
  return {
    made: isOurs ? found.flatMap(({ made }) => made) : [],
    unmade: [...(isOurs ? [] : ["another action()"]), ...found.flatMap(({ unmade }) => unmade)],
  };
}

const isDirective = (node: Node): boolean => node["directive"] === "use server";

const isMade = (declarator: Node): boolean => {
  const init = at(declarator, "init");
  return (
    init?.type === "CallExpression" && nameOf(at(init, "callee")) === maker.name && list(init, "arguments").length === 2
  );
};

function exportedBy(node: Node): ServerActions {
  const declaration = at(node, "declaration");
  if (!node.type.startsWith("Export") || node["exportKind"] === "type" || declaration?.type.startsWith("TS")) {
    return { made: [], unmade: [] };
  }
  if (node.type !== "ExportNamedDeclaration" || declaration?.type !== "VariableDeclaration") {
    return { made: [], unmade: [nameOf(at(declaration, "id")) ?? node.type] };
  }
  const named = list(declaration, "declarations").map((one) => ({
    name: nameOf(at(one, "id")) ?? "a pattern",
    made: isMade(one),
  }));
  const namesOf = (made: boolean) => named.filter((one) => one.made === made).map(({ name }) => name);
  return { made: namesOf(true), unmade: namesOf(false) };
}
