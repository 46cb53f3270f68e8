import { houseRule } from "./house-rule";
import { isProduct } from "./source-files";
import { nodesOf, parse, textOf } from "./syntax-tree";

/** How a statement begins, in the case this house writes it and in the other. */
const statement =
  /^\s*(?:select\s[\s\S]*\sfrom\s|with\s+(?:recursive\s+)?\w+[\s\S]*\sas\s*\(|insert\s+into\s|update\s+\S+[\s\S]*\sset\s|delete\s+from\s|merge\s+into\s|copy\s+[\w("][\s\S]*\s(?:to|from)\s|(?:create|alter|drop)\s+(?:table|role|database|index|schema)\s|lock\s+table\s|truncate\s)/i;

houseRule({
  name: "only lib/data has SQL",
  about: (path) => isProduct(path) && !path.startsWith("lib/data/"),
  find: (file) =>
    nodesOf(parse(file)).flatMap((node) => {
      const text = node["directive"] === undefined ? textOf(node) : undefined;
      return text !== undefined && statement.test(text) ? [text.trim().split(/\s+/).slice(0, 2).join(" ")] : [];
    }),
  exceptions: {
    "lib/platform/postgres/embedded-postgres.ts": "makes the roles and the database, before there is a lib/data to ask",
  },
  broken: [
    ["lib/services/planted.ts", 'export const q = "select id from scan";', ["select id"]],
    ["app/planted/page.tsx", `export const q = (n: number) => \`\n  UPDATE scan SET n = $\{n}\`;`, ["UPDATE scan"]],
    ["collectors/planted.ts", "export const q = `with a as (select 1) select * from a`;", ["with a"]],
    ["cli/planted.ts", 'export const q = "insert into waiver values ($1)";', ["insert into"]],
    ["components/planted.tsx", 'export const q = "delete from waiver";', ["delete from"]],
    ["lib/engine/planted.ts", 'export const q = "copy (select 1) to stdout";', ["copy (select"]],
  ],
  kept: [
    ["lib/data/planted.ts", 'export const q = "select id from scan";'],
    ["lib/services/planted.ts", 'export const say = "Select an account, or delete the filter.";'],
    ["lib/services/planted.test.ts", 'export const q = "select id from scan";'],
  ],
});
