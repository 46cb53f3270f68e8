import type { ChangeRow } from "@/lib/data/change/change";
import type { ChangeState } from "@/lib/model/change";

/** A change as the browser follows it: nothing but text, numbers and lists. */
export type ChangeView = {
  id: number;
  state: ChangeState;
  resourceId: number;
  resourceName: string;
  controlId: string;
  accountName: string;
  undoOf: number | null;
  liveState: string | null;
  plan: {
    title: string;
    risk: string;
    fact: string;
    before: unknown;
    after: unknown;
    calls: readonly string[];
    commands: readonly string[];
  } | null;
  requestedBy: string;
  requestedAt: string;
  plannedAt: string | null;
  approvedBy: string | null;
  approvedAt: string | null;
  appliedAt: string | null;
  endedAt: string | null;
  windowMs: number | null;
  because: string | null;
};

/** @returns a change without what pages do not show */
export const viewChange = (change: ChangeRow): ChangeView => ({
  id: change.id,
  state: change.state,
  resourceId: change.resourceId,
  resourceName: change.resourceName,
  controlId: change.controlSlug,
  accountName: change.accountName,
  undoOf: change.undoOf,
  liveState: change.liveState,
  plan: change.plan && {
    title: change.plan.title,
    risk: change.plan.risk,
    fact: change.plan.fact,
    before: change.plan.before ?? null,
    after: change.plan.after ?? null,
    calls: change.plan.operations.map(({ kind, bucket }) => `${kind} ${bucket}`),
    commands: change.plan.operations.map((operation) => commandOf(operation, change)),
  },
  requestedBy: change.requestedBy,
  requestedAt: change.requestedAt.toISOString(),
  plannedAt: change.plannedAt?.toISOString() ?? null,
  approvedBy: change.approvedBy,
  approvedAt: change.approvedAt?.toISOString() ?? null,
  appliedAt: change.appliedAt?.toISOString() ?? null,
  endedAt: change.endedAt?.toISOString() ?? null,
  windowMs: change.windowMs,
  because: change.because,
});

type Operation = NonNullable<ChangeRow["plan"]>["operations"][number];

const quoted = (value: unknown): string => `'${JSON.stringify(value).replaceAll("'", "'\\''")}'`;

const capitalised = (value: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).map(([name, one]) => [name.charAt(0).toUpperCase() + name.slice(1), one]));

/** The same call for the aws CLI: what somebody without the remediator would type. */
function commandOf({ kind, bucket, ...rest }: Operation, { accountAwsId, region }: ChangeRow): string {
  const common = `--bucket ${bucket} --expected-bucket-owner ${accountAwsId} --region ${region ?? "us-east-1"}`;
  const value = (rest as { value?: Readonly<Record<string, unknown>> }).value ?? {};
  switch (kind) {
    case "s3:PutPublicAccessBlock":
      return `aws s3api put-public-access-block ${common} --public-access-block-configuration ${quoted(capitalised(value))}`;
    case "s3:DeletePublicAccessBlock":
      return `aws s3api delete-public-access-block ${common}`;
    case "s3:DeleteBucketEncryption":
      return `aws s3api delete-bucket-encryption ${common}`;
    default:
      return `aws s3api put-bucket-encryption ${common} --server-side-encryption-configuration ${quoted({
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: {
              SSEAlgorithm: value["algorithm"],
              ...(value["kmsKeyId"] ? { KMSMasterKeyID: value["kmsKeyId"] } : {}),
            },
            BucketKeyEnabled: value["bucketKeyEnabled"],
            ...(value["blockedEncryptionTypes"]
              ? { BlockedEncryptionTypes: { EncryptionType: value["blockedEncryptionTypes"] } }
              : {}),
          },
        ],
      })}`;
  }
}
