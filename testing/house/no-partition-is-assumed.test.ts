import { houseRule } from "./house-rule";
import { isProduct } from "./source-files";
import { nodesOf, parse, textOf } from "./syntax-tree";

houseRule({
  name: "no ARN is written with its partition: that comes from the caller's own",
  about: isProduct,
  find: (file) => nodesOf(parse(file)).flatMap((node) => textOf(node)?.match(/\barn:aws(?:-[a-z]+)*:[^\s"'`]*/g) ?? []),
  broken: [
    ["lib/model/planted.ts", 'export const a = "arn:aws:s3:::x";', ["arn:aws:s3:::x"]],
    ["collectors/planted.ts", `export const a = (n: string) => \`arn:aws:s3:::$\{n}\`;`, ["arn:aws:s3:::$"]],
    ["lib/policy/planted.ts", "export const a = /^arn:aws:iam::/;", ["arn:aws:iam::"]],
    ["app/planted/page.tsx", "export const A = () => <p>arn:aws-cn:s3:::x</p>;", ["arn:aws-cn:s3:::x"]],
  ],
  kept: [
    ["lib/model/planted.ts", `export const a = (p: string) => \`arn:$\{p}:s3:::x\`; // arn:aws:s3`],
    ["lib/model/planted.ts", "export const a = /^arn:aws[a-z-]*:s3:/;"],
    ["lib/model/planted.test.ts", 'export const a = "arn:aws:s3:::x";'],
    ["model-org/planted.ts", 'export const a = "arn:aws:s3:::x";'],
  ],
});
