import { parseStatement } from "./parse-statement";
import type { Issue, Policy, PolicyKind, Statement } from "./policy";
import { readJson } from "./read-json";

const known = new Set(["Version", "Id", "Statement"]);
/** A document AWS stores has fewer: 20 KB hold some two hundred of the shortest statements there are. */
const mostStatements = 2_000;

/**
 * Reads a policy of any kind. Never throws, and ends soon, whatever it is given.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @param document the text as AWS returned it, at most 64 KB, or the object it stands for
 * @returns what was understood, with an issue for all that was not
 */
export function parsePolicy(document: unknown, kind: PolicyKind): Policy {
  const text = typeof document === "string" ? document : textOf(document);
  if (text === undefined) return broken(kind, "document", "it is not JSON");
  const read = readJson(text);
  if ("issue" in read) return { kind, version: "2012-10-17", statements: [], issues: [read.issue] };
  const { value } = read;
  if (!isObject(value)) return broken(kind, "document", "it is not an object");
  const issues: Issue[] = [];
  for (const name of Object.keys(value)) {
    if (!known.has(name)) issues.push({ kind: "unknown", at: name, what: "this element is not one of a policy" });
  }
  const version = value["Version"] ?? "2008-10-17";
  if (version !== "2012-10-17" && version !== "2008-10-17") {
    issues.push({ kind: "invalid", at: "Version", what: "it is neither 2012-10-17 nor 2008-10-17" });
  }
  if (value["Id"] !== undefined && typeof value["Id"] !== "string") {
    issues.push({ kind: "invalid", at: "Id", what: "it is not a text" });
  }
  const { Statement: written } = value;
  const given: unknown[] = Array.isArray(written) ? written : written === undefined ? [] : [written];
  if (given.length === 0) issues.push({ kind: "invalid", at: "Statement", what: "there is none" });
  if (given.length > mostStatements) {
    issues.push({ kind: "unknown", at: "Statement", what: `there are more than ${mostStatements}` });
  }
  const statements: Statement[] = [];
  for (let index = 0; index < given.length && index < mostStatements; index++) {
    const at = Array.isArray(written) ? `Statement[${index}]` : "Statement";
    const one = given[index];
    const statement = isObject(one) ? parseStatement(one, index, at, kind) : undefined;
    if (statement && "effect" in statement) statements.push(statement);
    else issues.push(statement ?? { kind: "invalid", at, what: "it is not an object" });
  }
  return { kind, version: version === "2012-10-17" ? version : "2008-10-17", statements, issues };
}

const broken = (kind: PolicyKind, at: string, what: string): Policy => ({
  kind,
  version: "2012-10-17",
  statements: [],
  issues: [{ kind: "invalid", at, what }],
});

function textOf(document: unknown): string | undefined {
  try {
    return JSON.stringify(document);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
