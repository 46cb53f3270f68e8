import { houseRule } from "./house-rule";
import { importsOf } from "./imports";
import { isIn, isProduct } from "./source-files";

houseRule({
  name: "only collectors import a value of the AWS SDK",
  about: (path) => isProduct(path) && !isIn(path, "collectors"),
  find: (file) =>
    importsOf(file)
      .filter(({ from, typeOnly }) => /^@(aws-sdk|smithy)\//.test(from) && !typeOnly)
      .map(({ from }) => from),
  broken: [
    ["lib/controls/1-x/planted.ts", 'import { S3Client } from "@aws-sdk/client-s3";', ["@aws-sdk/client-s3"]],
    ["lib/remediations/planted.ts", 'export { S3Client } from "@aws-sdk/client-s3";', ["@aws-sdk/client-s3"]],
    ["lib/services/planted.ts", 'import "@smithy/core";', ["@smithy/core"]],
    ["app/planted/page.tsx", 'export const s3 = import("@aws-sdk/client-s3");', ["@aws-sdk/client-s3"]],
    ["components/planted.tsx", 'export * from "@aws-sdk/client-s3";', ["@aws-sdk/client-s3"]],
  ],
  kept: [
    ["lib/remediations/planted.ts", 'import type { PublicAccessBlockConfiguration } from "@aws-sdk/client-s3";'],
    ["lib/remediations/planted.ts", 'import { type PublicAccessBlockConfiguration } from "@aws-sdk/client-s3";'],
    ["collectors/planted.ts", 'import { S3Client } from "@aws-sdk/client-s3";'],
  ],
});
