import type { AwsSecurityFinding } from "@aws-sdk/client-securityhub";
import { drawnBuckets } from "./drawn-buckets";
import type { Kind, Place } from "./records";
import type { World } from "./world";

/** A standard an account subscribes to. */
export type Standard = { arn: string; status: "READY" | "PENDING" | "INCOMPLETE" | "FAILED" | "DELETING" };

/** Security Hub in an account and region. Without one it is not subscribed. */
export type SecurityHubRecord = {
  id: "hub";
  subscribedAt: string;
  autoEnableControls: boolean;
  standards: Standard[];
};

export type SecurityHubOrganization = { id: "organization"; autoEnable: boolean; standards: "NONE" | "DEFAULT" };

/** A finding somebody imported. */
export type ImportedFinding = { id: string; finding: AwsSecurityFinding };

/** A bucket Security Hub's own S3 controls keep findings of. */
export type ControlledBucket = { name: string };

export const foundational = "aws-foundational-security-best-practices/v/1.0.0";
export const cis = "cis-aws-foundations-benchmark/v/3.0.0";

export const standardArn = ({ partition }: World, region: string, standard: string): string =>
  `arn:${partition}:securityhub:${region}::standards/${standard}`;

/** Security Hub: where data is guarded; without the foundational standard, half set up or missing elsewhere. */
export const securityHubs: Kind<SecurityHubRecord> = {
  name: "security-hub",
  id: ({ id }) => id,
  derive(place) {
    const { world, account, region } = place;
    if (!world.regionEnabled(account, region)) return [];
    const standards = standardsOf(place);
    if (!standards) return [];
    return [
      {
        id: "hub",
        subscribedAt: new Date(Date.UTC(2023, world.random.below(30, "hub", account.id), 17)).toISOString(),
        autoEnableControls: true,
        standards: standards.map(([standard, status]) => ({ arn: standardArn(world, region, standard), status })),
      },
    ];
  },
};

function standardsOf({ world, account, region }: Place): [string, Standard["status"]][] | null {
  const plan = world.tree.purposes.get(account.id);
  const draw = world.random.of("security-hub", account.id, region);
  if (plan?.name.startsWith("northgate")) return null;
  switch (plan?.purpose) {
    case "closed":
    case "sandbox":
      return null;
    case "dev":
      if (draw < 0.4) return null;
      return draw < 0.55 ? [[cis, "READY"]] : [[foundational, "READY"]];
    case "web":
      return plan.name === "web-careers" ? [] : [[foundational, "INCOMPLETE"]];
    default:
      return [
        [foundational, "READY"],
        [cis, "READY"],
      ];
  }
}

/** The organization's Security Hub, kept with the delegated administrator: not for new accounts in the last region. */
export const securityHubOrganizations: Kind<SecurityHubOrganization> = {
  name: "security-hub-organization",
  id: ({ id }) => id,
  derive({ world, account, region }) {
    if (account.id !== world.hubAccountId) return [];
    const first = region === world.regions[0];
    return [{ id: "organization", autoEnable: region !== world.regions.at(-1), standards: first ? "DEFAULT" : "NONE" }];
  },
};

/** Findings of other products: none from the beginning. */
export const importedFindings: Kind<ImportedFinding> = {
  name: "security-hub-imported",
  id: ({ id }) => id,
  derive: () => [],
};

/** The seeded few buckets of which S3.* findings are kept: all of them would be a finding for each bucket and control. */
export const controlledBuckets: Kind<ControlledBucket> = {
  name: "security-hub-controlled",
  id: ({ name }) => name,
  derive(place) {
    const { world, account, region } = place;
    const [hub] = securityHubs.derive(place);
    if (!hub?.standards.some(({ arn, status }) => arn.endsWith(foundational) && status === "READY")) return [];
    const always =
      world.tree.purposes.get(account.id)?.name === "portal-prod"
        ? ({ policy }: { policy: string | null }) => policy?.includes("AnyoneMayUpload") ?? false
        : undefined;
    return drawnBuckets(world, account.id, "security-hub", { accounts: 0.3, buckets: 0.06, always })
      .filter((bucket) => bucket.region === region)
      .map(({ name }) => ({ name }));
  },
};
