import type { StorageLensConfiguration } from "@aws-sdk/client-s3-control";
import { logBucket } from "./log-archive";
import type { Kind, Place } from "./records";

/** A Storage Lens dashboard, in its home region. */
export type StorageLens = { configuration: StorageLensConfiguration; tags: Record<string, string> };

/** Every account has it: AWS makes it, and nobody can delete it. */
export const defaultDashboard = "default-account-dashboard";

export const storageLensArn = (
  partition: string,
  { accountId, region }: { accountId: string; region: string },
  id: string,
): string => `arn:${partition}:s3:${region}:${accountId}:storage-lens/${id}`;

export const organizationArn = ({ partition, managementAccountId, seed }: Place["world"]): string =>
  `arn:${partition}:organizations::${managementAccountId}:organization/${seed.organizationId}`;

const free = { BucketLevel: {} };

const advanced = {
  ActivityMetrics: { IsEnabled: true },
  AdvancedDataProtectionMetrics: { IsEnabled: true },
  DetailedStatusCodesMetrics: { IsEnabled: true },
  BucketLevel: {
    ActivityMetrics: { IsEnabled: true },
    AdvancedDataProtectionMetrics: { IsEnabled: true },
    DetailedStatusCodesMetrics: { IsEnabled: true },
  },
};

/** Storage Lens: the default dashboard of every account, and the organization's with the delegated administrator. */
export const storageLenses: Kind<StorageLens> = {
  name: "storage-lens",
  id: ({ configuration }) => configuration.Id ?? "",
  derive(place) {
    const { world, account, region } = place;
    if (region !== world.homeRegion) return [];
    const dashboard = (Id: string, more: Partial<StorageLensConfiguration>): StorageLens => ({
      configuration: {
        Id,
        AccountLevel: free,
        IsEnabled: true,
        StorageLensArn: storageLensArn(world.partition, { accountId: account.id, region }, Id),
        ...more,
      },
      tags: {},
    });
    const purpose = world.tree.purposes.get(account.id)?.purpose;
    // Somebody in a sandbox thought it costs something, and switched it off.
    const off = purpose === "sandbox" && world.random.chance(0.5, "storage-lens", account.id);
    return [dashboard(defaultDashboard, { IsEnabled: !off }), ...ofOrganization(place, dashboard)];
  },
};

function ofOrganization(
  { world, account }: Place,
  dashboard: (id: string, more: Partial<StorageLensConfiguration>) => StorageLens,
): StorageLens[] {
  const AwsOrg = { Arn: organizationArn(world) };
  // The first attempt, from before the security account took over: of the organization, and switched off.
  if (account.id === world.managementAccountId && account.id !== world.hubAccountId) {
    return [dashboard("organization-trial", { IsEnabled: false, AwsOrg })];
  }
  if (account.id !== world.hubAccountId) return [];
  const exported = logBucket(world, "access-logs");
  const lens = dashboard("organization", {
    AwsOrg,
    AccountLevel: advanced,
    ...(exported
      ? {
          DataExport: {
            S3BucketDestination: {
              Format: "Parquet",
              OutputSchemaVersion: "V_1",
              AccountId: exported.accountId,
              Arn: `arn:${world.partition}:s3:::${exported.name}`,
              Prefix: "storage-lens",
            },
            CloudWatchMetrics: { IsEnabled: true },
          },
        }
      : {}),
  });
  return [{ ...lens, tags: { owner: "security" } }];
}
