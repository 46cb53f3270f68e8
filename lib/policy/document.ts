/** A statement as its author wrote it; what it means is decided by who reads it. */
export type Statement = Readonly<Record<string, unknown>>;

export type PolicyDocument = { statements: readonly Statement[] } | { unreadable: string };

const longest = 64 * 1024;

/**
 * Reads a policy document. Never throws: what cannot be read says why.
 * @param text the document as AWS returned it, at most 64 KB
 */
export function readPolicy(text: string): PolicyDocument {
  if (text.length > longest) return { unreadable: "it is longer than 64 KB" };
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { unreadable: "it is not JSON" };
  }
  if (hasRepeatedKey(text)) return { unreadable: "a key stands twice in one object" };
  if (!isObject(document)) return { unreadable: "it is not an object" };
  const { Statement: statement } = document;
  const statements = Array.isArray(statement) ? statement : [statement];
  return statements.every(isObject) ? { statements } : { unreadable: "a statement is not an object" };
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** JSON.parse keeps the last of two equal keys and says nothing; which one AWS keeps is not documented. */
function hasRepeatedKey(json: string): boolean {
  const open: (Set<string> | null)[] = [];
  for (const [token, key] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else if (key !== undefined) {
      const name = JSON.parse(key) as string;
      const names = open.at(-1);
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}
