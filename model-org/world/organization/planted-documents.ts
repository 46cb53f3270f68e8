/** @returns a document in the language of IAM */
export const statements = (...all: object[]) => ({ Version: "2012-10-17", Statement: all });

/** A tag policy on what a bucket holds. */
export const classification = (more: object) => ({
  tags: {
    dataclassification: {
      tag_key: { "@@assign": "DataClassification" },
      tag_value: { "@@assign": ["public", "internal", "confidential"] },
      ...more,
    },
  },
});

/** Rules of a backup plan that differ in name only. */
export const backupRules = (names: readonly string[]) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      {
        schedule_expression: { "@@assign": "cron(0 3 * * ? *)" },
        target_backup_vault_name: { "@@assign": "Default" },
        lifecycle: { delete_after_days: { "@@assign": "365" } },
      },
    ]),
  );

/** Where a backup plan works and what it takes: S3 and whatever else is tagged for it. */
export const selecting = (partition: string) => ({
  regions: {
    "@@assign": [partition === "aws" ? "eu-west-1" : partition === "aws-cn" ? "cn-north-1" : "us-gov-west-1"],
  },
  selections: {
    tags: {
      tagged: {
        iam_role_arn: { "@@assign": `arn:${partition}:iam::$account:role/service-role/AWSBackupDefaultServiceRole` },
        tag_key: { "@@assign": "Backup" },
        tag_value: { "@@assign": ["daily"] },
      },
    },
  },
});
