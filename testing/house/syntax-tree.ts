import { parseAst } from "vitest/node";
import type { SourceFile } from "./source-files";

/** A node of the syntax tree, as ESTree and its TypeScript extension name them. */
export type Node = { type: string; start: number; end: number } & Record<string, unknown>;

const languageOf = (path: string) => (/\.d\.[mc]?ts$/.test(path) ? "dts" : path.endsWith(".tsx") ? "tsx" : "ts");

/** @returns the syntax tree of a file; throws for one that does not parse */
export const parse = ({ path, text }: SourceFile): Node =>
  parseAst(text, { lang: languageOf(path), astType: "ts" }, path) as unknown as Node;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";

/** @returns every node of a tree, an outer one before what is in it */
export function nodesOf(tree: Node): Node[] {
  const nodes = [tree];
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i] as Node;
    for (const name in node) {
      const value = node[name];
      if (Array.isArray(value)) for (const one of value) isNode(one) && nodes.push(one);
      else if (isNode(value)) nodes.push(value);
    }
  }
  return nodes;
}

/** @returns the node under a name, if one is there */
export const at = (node: Node | undefined, name: string): Node | undefined => {
  const value = node?.[name];
  return isNode(value) ? value : undefined;
};

/** @returns the nodes of a list under a name */
export const list = (node: Node | undefined, name: string): Node[] => {
  const value = node?.[name];
  return Array.isArray(value) ? value.filter(isNode) : [];
};

/** @returns the name of an identifier */
export const nameOf = (node: Node | undefined): string | undefined =>
  node?.type === "Identifier" && typeof node["name"] === "string" ? node["name"] : undefined;

/** @returns `Date.now` for a member of a plain name; the name alone for a plain name */
export function dottedName(node: Node | undefined): string | undefined {
  if (node?.type !== "MemberExpression" || node["computed"] === true) return nameOf(node);
  const [owner, member] = [dottedName(at(node, "object")), nameOf(at(node, "property"))];
  return owner && member && `${owner}.${member}`;
}

/** @returns the text of a literal string or of a template's fixed parts; undefined for anything else */
export function textOf(node: Node): string | undefined {
  if (node.type === "Literal" && typeof node["value"] === "string") return node["value"];
  if (node.type === "JSXText" && typeof node["value"] === "string") return node["value"];
  if (node.type === "Literal" && node["regex"] !== undefined) {
    // A slash or a colon may be escaped there: it is the same text.
    return (node["regex"] as { pattern: string }).pattern.replaceAll("\\", "");
  }
  if (node.type !== "TemplateLiteral") return undefined;
  return list(node, "quasis")
    .map((part) => (part["value"] as { raw: string }).raw)
    .join("$");
}
