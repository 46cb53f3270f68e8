import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { houseRule } from "./house-rule";
import { filesBelow, isProduct, repository } from "./source-files";
import { nodesOf, parse, textOf } from "./syntax-tree";

const clocks =
  /\b(?:(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)|current_timestamp|current_date|localtimestamp)/gi;
const writes =
  /\b(?:insert\s+into|update\s+[\w".$]+\s+(?:as\s+\w+\s+|\w+\s+)?set|on\s+conflict|merge\s+into|delete\s+from)\b/i;

houseRule({
  name: "SQL that writes is given its time",
  about: isProduct,
  find: (file) =>
    nodesOf(parse(file)).flatMap((node) => {
      const text = textOf(node);
      return text !== undefined && writes.test(text) ? (text.match(clocks) ?? []) : [];
    }),
  broken: [
    ["lib/data/planted.ts", "export const q = `insert into scan (at) values (now())`;", ["now()"]],
    ["lib/data/planted.ts", "export const q = 'update scan set ended_at = CURRENT_TIMESTAMP';", ["CURRENT_TIMESTAMP"]],
    [
      "lib/data/planted.ts",
      "export const q = 'update ' + t + ' s'; export const r = `update scan s set at = clock_timestamp()`;",
      ["clock_timestamp()"],
    ],
    ["lib/data/planted.ts", "export const q = `delete from waiver where until < current_date`;", ["current_date"]],
  ],
  kept: [
    ["lib/data/planted.ts", "export const q = `insert into scan (at) values ($1)`; // now()"],
    ["lib/data/planted.ts", "export const q = `select now()`;"],
    ["lib/services/planted.ts", "export const at = now();"],
  ],
});

/** A column's default and a function's body in a migration are SQL that writes, too. */
const withoutComments = (sql: string): string => sql.replaceAll(/--.*$/gm, "").replaceAll(/\/\/.*$/gm, "");

test("neither the schema nor a migration has a column or a function that asks the database for the time", () => {
  const files = filesBelow("prisma").filter((file) => /\.(sql|prisma)$/.test(file));
  expect(files.length).toBeGreaterThan(1);
  const found = files.flatMap((file) => {
    const text = withoutComments(readFileSync(path.join(repository, file), "utf8"));
    return (text.match(clocks) ?? []).map((one) => `${file}: ${one}`);
  });
  expect(found).toEqual([]);
});

test.each(["at TIMESTAMPTZ DEFAULT now()", "at DateTime @default(now())", "at TIMESTAMP DEFAULT CURRENT_TIMESTAMP"])(
  "%s would be found there",
  (planted) => {
    expect(withoutComments(`-- now()\n${planted}`).match(clocks)).toHaveLength(1);
  },
);
