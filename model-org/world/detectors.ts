import type { Kind } from "./records";

export const guardDutyFeatures = [
  "S3_DATA_EVENTS",
  "EKS_AUDIT_LOGS",
  "EBS_MALWARE_PROTECTION",
  "RDS_LOGIN_EVENTS",
  "LAMBDA_NETWORK_LOGS",
  "RUNTIME_MONITORING",
] as const;

export type GuardDutyFeature = (typeof guardDutyFeatures)[number];

/** GuardDuty in an account and region. */
export type Detector = {
  id: string;
  status: "ENABLED" | "DISABLED";
  frequency: "FIFTEEN_MINUTES" | "ONE_HOUR" | "SIX_HOURS";
  features: Partial<Record<GuardDutyFeature, "ENABLED" | "DISABLED">>;
  tags: Record<string, string>;
  createdAt: string;
  updatedAt: string;
};

/** What the delegated administrator decided in a region. */
export type GuardDutyOrganization = {
  id: "organization";
  autoEnable: "NEW" | "ALL" | "NONE";
  features: Partial<Record<GuardDutyFeature, "NEW" | "ALL" | "NONE">>;
};

/** GuardDuty's detectors: everywhere in what is guarded; S3 protection off, or no detector at all, where nobody looks. */
export const detectors: Kind<Detector> = {
  name: "guardduty-detector",
  id: ({ id }) => id,
  derive({ world, account, region }) {
    if (!world.regionEnabled(account, region)) return [];
    const plan = world.tree.purposes.get(account.id);
    const draw = world.random.of("detector", account.id, region);
    const purpose = plan?.purpose ?? "sandbox";
    const absent = purpose === "closed" || (purpose === "sandbox" && draw < 0.6) || (purpose === "dev" && draw < 0.1);
    if (absent || plan?.name.startsWith("northgate")) return [];
    const disabled = purpose === "dev" && draw > 0.9;
    // Switched off over its cost: the partner exchange moves more objects than all others.
    const withoutS3 =
      plan?.name === "partner-exchange-prod" || (["dev", "sandbox", "web"].includes(purpose) && draw < 0.4);
    const createdAt = new Date(Date.UTC(2023, world.random.below(30, "detector", account.id, region), 9)).toISOString();
    return [
      {
        id: world.random.hex(32, "detector", account.id, region),
        status: disabled ? "DISABLED" : "ENABLED",
        frequency: "SIX_HOURS",
        features: {
          S3_DATA_EVENTS: withoutS3 || disabled ? "DISABLED" : "ENABLED",
          EKS_AUDIT_LOGS: "DISABLED",
          EBS_MALWARE_PROTECTION: "ENABLED",
          RDS_LOGIN_EVENTS: "ENABLED",
          LAMBDA_NETWORK_LOGS: "ENABLED",
          RUNTIME_MONITORING: "DISABLED",
        },
        tags: {},
        createdAt,
        updatedAt: createdAt,
      },
    ];
  },
};

/** The organization's GuardDuty, kept with the delegated administrator. */
export const guardDutyOrganizations: Kind<GuardDutyOrganization> = {
  name: "guardduty-organization",
  id: ({ id }) => id,
  derive({ world, account, region }) {
    if (account.id !== world.hubAccountId) return [];
    // In the second region S3 protection was never switched on for new accounts.
    const s3 = region === world.regions[1] ? "NONE" : "ALL";
    return [
      {
        id: "organization",
        autoEnable: region === world.regions[2] ? "NEW" : "ALL",
        features: {
          S3_DATA_EVENTS: s3,
          EBS_MALWARE_PROTECTION: "NEW",
          RDS_LOGIN_EVENTS: "NEW",
          LAMBDA_NETWORK_LOGS: "NEW",
        },
      },
    ];
  },
};
