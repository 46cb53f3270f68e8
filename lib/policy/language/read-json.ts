import type { Issue } from "./policy";

/** No policy AWS stores is longer: S3's limit is 20 KB, a key policy's 32 KB, a table bucket's 20 KB. */
const longest = 64 * 1024;

export type Json = { value: unknown } | { issue: Issue };

const refused = (at: string, what: string): Json => ({ issue: { kind: "unknown", at, what } });

/**
 * Reads JSON as a policy document may be written. Never throws, whatever it is given.
 * @param text at most 64 KB
 * @returns its value; or where it stops being a document one can rely on
 */
export function readJson(text: string): Json {
  if (text.length > longest) return refused("document", "it is longer than 64 KB");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { issue: { kind: "invalid", at: "document", what: "it is not JSON" } };
  }
  // Which key it is takes ten times as long to find as whether there is one.
  const repeated = keysWritten(text) === keysOf(value) ? undefined : repeatedKey(text);
  if (repeated !== undefined) return refused(repeated, "this key stands twice in one object");
  return { value };
}

/** How many keys stand in a document that is JSON: outside of texts, only keys are followed by a colon. */
function keysWritten(json: string): number {
  let [n, inText] = [0, false];
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (code === quote) inText = !inText;
    else if (inText && code === backslash) i++;
    else if (!inText && code === colon) n++;
  }
  return n;
}

const [quote, backslash, colon] = ['"', "\\", ":"].map((character) => character.charCodeAt(0));

/** How many keys a value has, at any depth; it may be nested deeper than calls can be. */
function keysOf(value: unknown): number {
  let n = 0;
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== "object" || next === null) continue;
    if (Array.isArray(next)) {
      for (const one of next) if (typeof one === "object") left.push(one);
      continue;
    }
    const values = next as Readonly<Record<string, unknown>>;
    for (const key in values) {
      n++;
      const one = values[key];
      if (typeof one === "object") left.push(one);
    }
  }
  return n;
}

type Open = { names: Set<string> | null; at: string; items: number; key: string };

/** JSON.parse keeps the last of two equal keys and says nothing; which one AWS keeps is not documented. */
function repeatedKey(json: string): string | undefined {
  const open: Open[] = [];
  for (const [token, key] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}[\],]/g)) {
    const last = open.at(-1);
    if (token === "{" || token === "[") {
      const at = last ? pathIn(last) : "";
      open.push({ names: token === "{" ? new Set() : null, at, items: 0, key: "" });
    } else if (token === "]" || token === "}") open.pop();
    else if (token === ",") {
      if (last) last.items++;
    } else if (key !== undefined && last?.names) {
      last.key = JSON.parse(key) as string;
      if (last.names.has(last.key)) return pathIn(last);
      last.names.add(last.key);
    }
  }
  return undefined;
}

/** Paths are cut: what is nested deeper than this has no meaning in a policy, and the path of each level is kept. */
const deepest = 200;

function pathIn({ names, at, items, key }: Open): string {
  if (at.length > deepest) return at;
  if (names === null) return `${at}[${items}]`;
  return at === "" ? key : `${at}.${key}`;
}
