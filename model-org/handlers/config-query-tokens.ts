import { AwsError } from "../wire/aws-error";

export type Token = { kind: "word" | "text" | "number" | "sign" | "end"; value: string; at: number };

const pattern =
  /\s+|(?<text>'(?:[^']|'')*')|(?<number>-?\d+(?:\.\d+)?)|(?<word>[A-Za-z_][\w.:-]*)|(?<sign><>|!=|<=|>=|[=<>(),*])/y;

/** What Config says of an expression it cannot read: where, and what is wrong there. */
export const invalidExpression = (at: number, why: string): AwsError =>
  new AwsError("InvalidExpressionException", `The expression is not valid at position ${at + 1}: ${why}.`);

/** @returns the tokens of an advanced query. @throws AwsError located where a character belongs to none */
export function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  for (let at = 0; at < expression.length; at = pattern.lastIndex) {
    const found = pattern.exec(expression);
    if (!found) throw invalidExpression(at, `unexpected ${JSON.stringify(expression[at])}`);
    for (const kind of ["text", "number", "word", "sign"] as const) {
      const value = found.groups?.[kind];
      if (value === undefined) continue;
      tokens.push({ kind, at, value: kind === "text" ? value.slice(1, -1).replaceAll("''", "'") : value });
    }
  }
  return [...tokens, { kind: "end", value: "", at: expression.length }];
}
