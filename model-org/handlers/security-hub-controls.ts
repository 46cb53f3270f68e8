import type { AwsSecurityFinding } from "@aws-sdk/client-securityhub";
import type { Bucket } from "../world/configuration";
import type { World } from "../world/world";

type Control = { id: string; title: string; severity: "LOW" | "MEDIUM" | "HIGH"; passes(bucket: Bucket): boolean };

/** Controls of the foundational standard whose findings the model keeps. https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html */
const controls: readonly Control[] = [
  {
    id: "S3.5",
    title: "S3 general purpose buckets should require requests to use SSL",
    severity: "MEDIUM",
    passes: ({ policy }) => policy?.includes("DenyInsecureTransport") ?? false,
  },
  {
    id: "S3.8",
    title: "S3 general purpose buckets should block public access",
    severity: "HIGH",
    passes: ({ block }) => block !== null && Object.values(block).every(Boolean),
  },
  {
    id: "S3.9",
    title: "S3 general purpose buckets should have server access logging enabled",
    severity: "MEDIUM",
    passes: ({ logging }) => logging !== null,
  },
  {
    id: "S3.14",
    title: "S3 general purpose buckets should have versioning enabled",
    severity: "LOW",
    passes: ({ versioning }) => versioning?.status === "Enabled",
  },
];

const halfDay = 43_200_000;

/**
 * Findings of Security Hub's own controls about a bucket. They look twice a day and at the bucket alone: on purpose they
 * say S3.8 FAILED of a bucket its account closes, and PASSED of one that was opened since.
 */
export function controlFindings(world: World, accountId: string, region: string, name: string): AwsSecurityFinding[] {
  const checkedAt = new Date(Math.floor(world.clock.now().getTime() / halfDay) * halfDay);
  const { state: bucket } = world.bucketHistory.at(name, checkedAt, world.bucket(name));
  if (bucket?.accountId !== accountId || bucket.region !== region) return [];
  const prefix = `arn:${world.partition}:securityhub:${region}`;
  const first = new Date(new Date(bucket.createdAt).getTime() + 2 * halfDay).toISOString();
  return controls.map((control) => {
    const passed = control.passes(bucket);
    const label = passed ? ("INFORMATIONAL" as const) : control.severity;
    return {
      SchemaVersion: "2018-10-08",
      Id: `${prefix}:${accountId}:security-control/${control.id}/finding/${name}`,
      ProductArn: `${prefix}::product/aws/securityhub`,
      ProductName: "Security Hub",
      CompanyName: "AWS",
      Region: region,
      GeneratorId: `security-control/${control.id}`,
      AwsAccountId: accountId,
      Types: ["Software and Configuration Checks/Industry and Regulatory Standards"],
      FirstObservedAt: first,
      LastObservedAt: checkedAt.toISOString(),
      CreatedAt: first,
      UpdatedAt: checkedAt.toISOString(),
      Severity: { Label: label, Original: label },
      Title: control.title,
      Description: control.title,
      Resources: [{ Type: "AwsS3Bucket", Id: `arn:${world.partition}:s3:::${name}`, Region: region }],
      Compliance: { Status: passed ? ("PASSED" as const) : ("FAILED" as const), SecurityControlId: control.id },
      Workflow: { Status: passed ? ("RESOLVED" as const) : ("NEW" as const) },
      WorkflowState: "NEW",
      RecordState: "ACTIVE",
    };
  });
}
