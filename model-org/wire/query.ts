import type { NormalizedSchema } from "@smithy/core/schema";
import { ownTraits, scalarIn, traitsOf, valueSchema } from "./scalars";

/** A form as the tree its dotted keys make: a tree ends, also where a structure may contain itself. */
type Node = { text?: string; children: Map<string, Node> };

function tree(params: URLSearchParams): Node {
  const root: Node = { children: new Map() };
  for (const [key, text] of params) {
    let node = root;
    for (const part of key.split(".")) {
      let child = node.children.get(part);
      if (!child) node.children.set(part, (child = { children: new Map() }));
      node = child;
    }
    node.text = text;
  }
  return root;
}

/** How the two query protocols differ in what they call things. */
type Dialect = { nameOf(key: string, member: NormalizedSchema): string; flat: boolean };

const awsQuery: Dialect = { nameOf: (key, member) => ownTraits(member).xmlName ?? key, flat: false };

/** EC2 writes every list flattened, and a name that it does not give itself with a capital. */
const ec2Query: Dialect = {
  nameOf: (key, member) => {
    const { ec2QueryName, xmlName } = ownTraits(member);
    const name = xmlName ?? key;
    return ec2QueryName ?? name.charAt(0).toUpperCase() + name.slice(1);
  },
  flat: true,
};

/** @returns a form, `A.member.1.B=…` in awsQuery and `A.1.B=…` in ec2Query, as the schema's value */
export function fromQuery(
  schema: NormalizedSchema,
  params: URLSearchParams,
  protocol: "awsQuery" | "ec2Query",
): Record<string, unknown> {
  if (schema.isUnitSchema()) return {};
  return structure(schema, tree(params), protocol === "ec2Query" ? ec2Query : awsQuery);
}

function structure(schema: NormalizedSchema, node: Node, dialect: Dialect): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, member] of schema.structIterator()) {
    const child = node.children.get(dialect.nameOf(key, member));
    if (child) out[key] = read(member, child, dialect);
  }
  return out;
}

function read(schema: NormalizedSchema, node: Node, dialect: Dialect): unknown {
  if (schema.isStructSchema()) return structure(schema, node, dialect);
  const flat = dialect.flat || Boolean(traitsOf(schema).xmlFlattened);
  if (schema.isListSchema()) {
    const item = valueSchema(schema);
    return numbered(flat ? node : node.children.get(traitsOf(item).xmlName ?? "member")).map((one) =>
      read(item, one, dialect),
    );
  }
  if (schema.isMapSchema()) {
    const item = valueSchema(schema);
    const keyName = traitsOf(schema.getKeySchema()).xmlName ?? "key";
    const valueName = traitsOf(item).xmlName ?? "value";
    const entries = numbered(flat ? node : node.children.get("entry"));
    return Object.fromEntries(
      entries.map(({ children }) => [
        children.get(keyName)?.text ?? "",
        read(item, children.get(valueName) ?? { text: "", children: new Map() }, dialect),
      ]),
    );
  }
  return scalarIn(schema, node.text ?? "", 5);
}

/** What stands under 1, 2, 3 …, in the order of the numbers. An empty list is sent as an empty text. */
const numbered = (node: Node | undefined): Node[] =>
  [...(node?.children ?? [])]
    .filter(([key]) => /^\d+$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
