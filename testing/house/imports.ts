import type { SourceFile } from "./source-files";
import { at, list, type Node, nameOf, nodesOf, parse, textOf } from "./syntax-tree";

/** What a file takes from another module: statically, dynamically or by passing it on. */
export type Import = {
  from: string;
  /** Names as the module exports them; `*` for all of it. */
  names: string[];
  /** Gone once compiled. */
  typeOnly: boolean;
};

/** @returns every import of a file, in order */
export const importsOf = (file: SourceFile): Import[] => nodesOf(parse(file)).flatMap(importOf);

function importOf(node: Node): Import[] {
  const source = at(node, "source");
  const from = source && textOf(source);
  if (from === undefined) return [];
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration": {
      const all = list(node, "specifiers");
      const whole = node["importKind"] === "type" || node["exportKind"] === "type";
      const values = all.filter((one) => one["importKind"] !== "type" && one["exportKind"] !== "type");
      const typeOnly = whole || (all.length > 0 && values.length === 0);
      return [{ from, names: (typeOnly ? all : values).map(nameIn), typeOnly }];
    }
    case "ExportAllDeclaration":
      return [{ from, names: ["*"], typeOnly: node["exportKind"] === "type" }];
    case "ImportExpression":
      return [{ from, names: ["*"], typeOnly: false }];
    case "TSImportType":
      return [{ from, names: ["*"], typeOnly: true }];
    default:
      return [];
  }
}

function nameIn(specifier: Node): string {
  if (specifier.type === "ImportNamespaceSpecifier") return "*";
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  return nameOf(at(specifier, specifier.type === "ExportSpecifier" ? "local" : "imported")) ?? "default";
}
