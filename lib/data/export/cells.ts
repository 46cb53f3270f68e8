/**
 * Spreadsheets take a cell that begins so for a formula: it gets an apostrophe in front.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export const safe = (expression: string): string =>
  `case when (${expression}) ~ '^[=+\\-@\\t\\r\\n＝＋－＠]' then '''' || (${expression}) else (${expression}) end`;

/** A moment in UTC to the second, as every other time in an export. */
export const time = (expression: string): string =>
  `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** A value of the request: it reaches the query through a setting of the transaction, never through its text. */
export const setting = (name: string): string => `nullif(current_setting('export.${name}', true), '')`;

/** How the text of others is written: made safe for spreadsheets, or as it is. */
export type Write = (expression: string) => string;

export const asItIs: Write = (expression) => expression;
