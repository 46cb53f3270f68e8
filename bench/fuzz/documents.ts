import { crowded } from "./crowded";
import { type Node, nodeOf, nodesOf, scalar, textOf } from "./node";
import type { Random } from "./random";
import { realPolicies } from "./real-policies";
import { elements, hostile, keys, operators, values } from "./words";

/** AWS stores less; the parser takes this much. */
const most = 64 * 1024;

/**
 * Draws a document, as text: a real policy changed in a few places, a crowded one, JSON of any shape, or hardly JSON.
 * @param crowds the share of crowded policies, which take the longest
 */
export function documentOf(random: Random, crowds = 0.04): string {
  if (random.chance(crowds)) return JSON.stringify(crowded(random)).slice(0, most);
  const node = random.chance(0.15) ? anything(random, 6) : changed(random);
  const text = random.chance(0.1) ? grown(node, random) : textOf(node);
  return random.chance(0.05) ? broken(text, random) : text.slice(0, most + (random.chance(0.02) ? 1 : 0));
}

function changed(random: Random): Node {
  const node = nodeOf(random.pick(realPolicies));
  // Some stay as they are: then what follows is reached.
  for (let left = random.below(6); left > 0; left--) change(node, random);
  return node;
}

/** Changes one place of a tree. */
function change(tree: Node, random: Random): void {
  const nodes = nodesOf(tree);
  const node = nodes[random.below(nodes.length)] ?? tree;
  if (node.kind === "scalar") {
    node.text = random.chance(0.1) ? textOf(anything(random, 2)) : JSON.stringify(word(random));
    return;
  }
  const children: unknown[] = node.kind === "list" ? node.items : node.entries;
  const at = random.below(children.length);
  switch (random.below(6)) {
    case 0:
      children.splice(at, 1);
      return;
    case 1:
      if (children.length > 0) children.push(structuredClone(children[at]));
      return;
    case 2:
      children.reverse();
      return;
    default:
      if (node.kind === "list") node.items.push(random.chance(0.5) ? scalar(word(random)) : anything(random, 3));
      else if (random.chance(0.4)) rename(node.entries[at], random);
      else if (random.chance(0.3)) replace(node.entries[at], random);
      else node.entries.push([name(random), random.chance(0.5) ? condition(random) : scalar(word(random))]);
  }
}

function rename(entry: [string, Node] | undefined, random: Random): void {
  if (entry) entry[0] = random.chance(0.3) ? entry[0].toLowerCase() : name(random);
}

/** In a list, out of it, or something else altogether. */
function replace(entry: [string, Node] | undefined, random: Random): void {
  if (!entry) return;
  const [, value] = entry;
  const inside = value.kind === "list" ? value.items[0] : undefined;
  entry[1] = random.chance(0.3) ? anything(random, 3) : (inside ?? { kind: "list", items: [value] });
}

const name = (random: Random): string => random.pick(random.pick([elements, operators, keys]));
const word = (random: Random): string => (random.chance(0.08) ? hostile(random, 400) : random.pick(values));

const condition = (random: Random): Node =>
  nodeOf({ [random.pick(operators)]: { [random.pick(keys)]: [word(random), word(random)] } });

/** JSON of any shape. */
function anything(random: Random, deepest: number): Node {
  switch (random.below(deepest > 0 ? 7 : 5)) {
    case 0:
      return {
        kind: "scalar",
        text: random.pick(["null", "true", "false", "0", "-1", "1e309", "1.20", "123456789012345678901234567890"]),
      };
    case 1:
      return scalar(random.below(1e9));
    case 2:
    case 3:
    case 4:
      return scalar(word(random));
    case 5:
      return { kind: "list", items: several(random, () => anything(random, deepest - 1)) };
    default:
      return { kind: "object", entries: several(random, () => [name(random), anything(random, deepest - 1)]) };
  }
}

const several = <T>(random: Random, make: () => T): T[] => Array.from({ length: random.below(5) }, make);

/** As long as is still read: one text, one list, many statements or keys, or deep nesting. */
function grown(node: Node, random: Random): string {
  const nodes = nodesOf(node);
  const one = nodes[random.below(nodes.length)] ?? node;
  const size = random.pick([2_000, 16_000, 60_000]);
  if (one.kind === "scalar") one.text = JSON.stringify(hostile(random, size / 2));
  else {
    const item = (): [string, Node] => [`${name(random)}${random.below(1e6)}`, scalar(word(random))];
    const length = size / random.pick([40, 200, 1_000]);
    const kept = one.kind === "list" ? one.items[0] : undefined;
    for (let left = length; left > 0; left--) {
      if (one.kind === "object") one.entries.push(item());
      else one.items.push(kept && random.chance(0.7) ? different(kept, random) : scalar(`${word(random)}${left}`));
    }
  }
  if (!random.chance(0.1)) return textOf(node);
  const depth = random.below(size / 2);
  return random.chance(0.5)
    ? "[".repeat(depth) + "]".repeat(depth)
    : `{"Statement":${'{"a":'.repeat(depth / 5)}1${"}".repeat(depth / 5)}}`;
}

function different(node: Node, random: Random): Node {
  const copy = structuredClone(node);
  change(copy, random);
  return copy;
}

/** No longer JSON, or not the JSON it was. */
function broken(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  switch (random.below(4)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return `${text.slice(0, at)}${random.pick(["{", "}", "[", "]", '"', ",", ":", "\\", "\u0000", "\ud800", "1"])}${text.slice(at)}`;
    case 2:
      return `\ufeff${text}`;
    default:
      return text.replaceAll('"', "'");
  }
}
