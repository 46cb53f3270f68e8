import { houseRule } from "./house-rule";
import { importsOf } from "./imports";
import { isProduct } from "./source-files";

/** Everything else the SDK exports is refused: a verb AWS adds tomorrow is a write until somebody says it is a read. */
const reads =
  /^(?:(?:Get|List|Describe|Head|BatchGet|AssumeRole)\w*Command|paginate(?:Get|List|Describe)\w*|\w+Client)$/;

houseRule({
  name: "only collectors/apply may hold a call that writes to AWS",
  about: (path) => isProduct(path) && !path.startsWith("collectors/apply/"),
  find: (file) =>
    importsOf(file)
      .filter(({ from, typeOnly }) => from.startsWith("@aws-sdk/client-") && !typeOnly)
      .flatMap(({ names }) => names.filter((name) => !reads.test(name))),
  exceptions: {
    "collectors/events/change-queue.ts": "takes messages off a queue of our own, and nothing else",
  },
  broken: [
    ...["Put", "Delete", "Create", "Update", "Attach", "Detach", "Tag", "Untag", "Enable", "Start", "Modify"].map(
      (verb) =>
        [
          "collectors/facts/planted.ts",
          `import { type S3Client, ${verb}BucketPolicyCommand } from "@aws-sdk/client-s3";`,
          [`${verb}BucketPolicyCommand`],
        ] as const,
    ),
    [
      "collectors/runtime/planted.ts",
      'import { PutObjectCommand as Get } from "@aws-sdk/client-s3";',
      ["PutObjectCommand"],
    ],
    // The aggregated client and a whole module have every write as a method.
    ["collectors/runtime/planted.ts", 'import { S3 } from "@aws-sdk/client-s3";', ["S3"]],
    ["collectors/runtime/planted.ts", 'import * as s3 from "@aws-sdk/client-s3";', ["*"]],
    ["cli/planted.ts", 'export const s3 = () => import("@aws-sdk/client-s3");', ["*"]],
  ],
  kept: [
    ["collectors/apply/planted.ts", 'import { PutBucketPolicyCommand } from "@aws-sdk/client-s3";'],
    ["collectors/facts/planted.ts", 'import { GetBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";'],
    ["collectors/facts/planted.ts", 'import type { PutBucketPolicyCommandInput } from "@aws-sdk/client-s3";'],
    ["collectors/facts/planted.test.ts", 'import { PutBucketPolicyCommand } from "@aws-sdk/client-s3";'],
  ],
});
