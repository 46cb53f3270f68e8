/** JSON as a tree of its texts: unlike a value it can have a key twice, and numbers JavaScript does not have. */
export type Node =
  | { kind: "object"; entries: [key: string, value: Node][] }
  | { kind: "list"; items: Node[] }
  /** Its text, as it stands in the document. */
  | { kind: "scalar"; text: string };

export const scalar = (value: string | number | boolean | null): Node => ({
  kind: "scalar",
  text: JSON.stringify(value),
});

export function nodeOf(value: unknown): Node {
  if (Array.isArray(value)) return { kind: "list", items: value.map(nodeOf) };
  if (typeof value !== "object" || value === null) return { kind: "scalar", text: JSON.stringify(value) ?? "null" };
  return { kind: "object", entries: Object.entries(value).map(([key, of]) => [key, nodeOf(of)]) };
}

export function textOf(node: Node): string {
  switch (node.kind) {
    case "scalar":
      return node.text;
    case "list":
      return `[${node.items.map(textOf).join(",")}]`;
    case "object":
      return `{${node.entries.map(([key, value]) => `${JSON.stringify(key)}:${textOf(value)}`).join(",")}}`;
  }
}

/** All nodes of a tree, the tree itself first. */
export function nodesOf(node: Node): Node[] {
  const found: Node[] = [node];
  for (const one of found) {
    if (one.kind === "list") found.push(...one.items);
    if (one.kind === "object") found.push(...one.entries.map(([, value]) => value));
  }
  return found;
}
