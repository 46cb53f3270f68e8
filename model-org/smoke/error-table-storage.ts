import { type DocumentedError, none, type Places, rowsOf } from "./error-table-rows";

/** What S3 Tables and S3 Vectors refuse. */
export function storageErrors({ first, arn }: Places): DocumentedError[] {
  const owner = { by: "owner" } as const;
  const reader = { by: "reader", region: first } as const;
  const tables = rowsOf("S3Tables", "AmazonS3/latest/API", { ...reader, as: "sandbox-ines" });
  const vectors = rowsOf("S3Vectors", "AmazonS3/latest/API", { ...reader, as: "hackathon-2026" });
  const tableBucketARN = arn("s3tables", "sandbox-ines", "bucket/sandbox-ines-try");
  const table = { tableBucketARN, namespace: "none", name: "none" };
  const tablesPage = (operation: string) => ({ page: `API_s3Buckets_${operation}.html` });
  const vectorsPage = (operation: string) => ({ page: `API_S3VectorBuckets_${operation}.html` });
  return [
    tables(
      "GetTableBucketEncryption",
      "not configured",
      { tableBucketARN },
      "NotFoundException 404",
      tablesPage("GetTableBucketEncryption"),
    ),
    tables(
      "GetTableBucketPolicy",
      "not configured",
      { tableBucketARN },
      "NotFoundException 404",
      tablesPage("GetTableBucketPolicy"),
    ),
    tables(
      "GetTableBucketReplication",
      "not configured",
      { tableBucketARN },
      "NotFoundException 404",
      tablesPage("GetTableBucketReplication"),
    ),
    tables(
      "GetTableBucket",
      "no such bucket",
      { tableBucketARN: `${tableBucketARN}-2` },
      "NotFoundException 404",
      tablesPage("GetTableBucket"),
    ),
    tables(
      "GetTableBucketPolicy",
      "no ARN",
      { tableBucketARN: none },
      "BadRequestException 400",
      tablesPage("GetTableBucketPolicy"),
    ),
    tables(
      "DeleteTableBucketReplication",
      "denied",
      { tableBucketARN, versionToken: none },
      "AccessDeniedException 403",
      tablesPage("DeleteTableBucketReplication"),
    ),
    tables(
      "ListTableBuckets",
      "a token it never gave",
      { continuationToken: none },
      "BadRequestException 400",
      tablesPage("ListTableBuckets"),
    ),
    tables(
      "ListTables",
      "no such bucket",
      { tableBucketARN: `${tableBucketARN}-2` },
      "NotFoundException 404",
      tablesPage("ListTables"),
    ),
    tables("GetTableEncryption", "no such table", table, "NotFoundException 404", tablesPage("GetTableEncryption")),
    tables("GetTablePolicy", "no such table", table, "NotFoundException 404", tablesPage("GetTablePolicy")),
    tables(
      "DeleteTableBucketPolicy",
      "no such bucket",
      { tableBucketARN: `${tableBucketARN}-2` },
      "NotFoundException 404",
      { ...owner, ...tablesPage("DeleteTableBucketPolicy") },
    ),
    tables("CreateTableBucket", "it exists", { name: "sandbox-ines-try" }, "BadRequestException 400", {
      ...owner,
      ...tablesPage("CreateTableBucket"),
    }),
    tables("PutTableBucketPolicy", "no policy", { tableBucketARN, resourcePolicy: "{" }, "BadRequestException 400", {
      ...owner,
      ...tablesPage("PutTableBucketPolicy"),
    }),
    tables(
      "PutTableBucketEncryption",
      "a key that is not named",
      { tableBucketARN, encryptionConfiguration: { sseAlgorithm: "aws:kms" } },
      "BadRequestException 400",
      { ...owner, ...tablesPage("PutTableBucketEncryption") },
    ),

    vectors(
      "GetVectorBucketPolicy",
      "not configured",
      { vectorBucketName: "chat" },
      "NotFoundException 404",
      vectorsPage("GetVectorBucketPolicy"),
    ),
    vectors(
      "GetVectorBucket",
      "no such bucket",
      { vectorBucketName: none },
      "NotFoundException 404",
      vectorsPage("GetVectorBucket"),
    ),
    vectors(
      "GetIndex",
      "no such index",
      { vectorBucketName: "chat", indexName: none },
      "NotFoundException 404",
      vectorsPage("GetIndex"),
    ),
    vectors(
      "PutVectorBucketPolicy",
      "denied",
      { vectorBucketName: "chat", policy: "{}" },
      "AccessDeniedException 403",
      vectorsPage("PutVectorBucketPolicy"),
    ),
    vectors(
      "PutVectorBucketPolicy",
      "no policy",
      { vectorBucketName: "chat", policy: "{" },
      "ValidationException 400",
      { ...owner, ...vectorsPage("PutVectorBucketPolicy") },
    ),
    vectors(
      "ListVectorBuckets",
      "a token it never gave",
      { nextToken: none },
      "ValidationException 400",
      vectorsPage("ListVectorBuckets"),
    ),
    vectors(
      "TagResource",
      "no such bucket",
      { resourceArn: arn("s3vectors", "hackathon-2026", `bucket/${none}`), tags: { owner: "a" } },
      "NotFoundException 404",
      { ...owner, ...vectorsPage("TagResource") },
    ),
    vectors("CreateVectorBucket", "it exists", { vectorBucketName: "chat" }, "ConflictException 409", {
      ...owner,
      ...vectorsPage("CreateVectorBucket"),
    }),
    vectors("DeleteVectorBucketPolicy", "no such bucket", { vectorBucketName: none }, "NotFoundException 404", {
      ...owner,
      ...vectorsPage("DeleteVectorBucketPolicy"),
    }),
  ];
}
