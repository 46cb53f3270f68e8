import { configRecorders } from "./config-recorder";
import { logBucket } from "./log-archive";
import type { Kind, Place } from "./records";

/** A rule of AWS's own that an account evaluates. */
export type ConfigRule = {
  name: string;
  id: string;
  identifier: string;
  state: "ACTIVE" | "DELETING" | "DELETING_RESULTS" | "EVALUATING";
  parameters: Record<string, string>;
  createdBy: string | null;
};

export type ConformancePack = {
  name: string;
  id: string;
  deliveryBucket: string | null;
  createdBy: string | null;
  rules: string[];
  updatedAt: string;
};

/** What the baseline has an account evaluate about S3. */
export const baselineRules = [
  "S3_BUCKET_PUBLIC_READ_PROHIBITED",
  "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
  "S3_BUCKET_SSL_REQUESTS_ONLY",
  "S3_BUCKET_VERSIONING_ENABLED",
  "S3_BUCKET_REPLICATION_ENABLED",
  "S3_BUCKET_LOGGING_ENABLED",
  "CLOUDTRAIL_S3_DATAEVENTS_ENABLED",
] as const;

export const baselinePack = "s3-baseline";

const nameOf = (identifier: string): string => identifier.toLowerCase().replaceAll("_", "-");

function hasBaseline({ world, account }: Place): boolean {
  const plan = world.tree.purposes.get(account.id);
  return ["management", "security", "prod", "data-lake", "infrastructure", "web"].includes(plan?.purpose ?? "");
}

const packSuffix = ({ world, account, region }: Place): string => world.random.hex(8, "pack", account.id, region);

/** Conformance packs: the organization's in what is guarded. */
export const conformancePacks: Kind<ConformancePack> = {
  name: "conformance-pack",
  id: ({ name }) => name,
  derive(place) {
    if (configRecorders.derive(place).length === 0 || !hasBaseline(place)) return [];
    const name = `OrgConformsPack-${baselinePack}-${packSuffix(place)}`;
    return [
      {
        name,
        id: `conformance-pack-${packSuffix(place)}a`,
        deliveryBucket: logBucket(place.world, "config")?.name ?? null,
        createdBy: "config-multiaccountsetup.amazonaws.com",
        rules: [...baselineRules],
        updatedAt: "2025-03-11T08:30:00.000Z",
      },
    ];
  },
};

/** Rules: the pack's; some of them deleted in Infrastructure, a few made by hand in development. */
export const configRules: Kind<ConfigRule> = {
  name: "config-rule",
  id: ({ name }) => name,
  derive(place) {
    const { world, account, region } = place;
    if (configRecorders.derive(place).length === 0) return [];
    const purpose = world.tree.purposes.get(account.id)?.purpose;
    const rule = (identifier: string, more: Partial<ConfigRule>): ConfigRule => ({
      name: nameOf(identifier),
      id: `config-rule-${world.random.hex(6, "rule", account.id, region, identifier)}`,
      identifier,
      state: "ACTIVE",
      parameters: {},
      createdBy: null,
      ...more,
    });
    if (hasBaseline(place)) {
      const kept = baselineRules.filter(
        (one) => !(purpose === "infrastructure" && one === "S3_BUCKET_REPLICATION_ENABLED"),
      );
      return kept.map((identifier) =>
        rule(identifier, {
          name: `${nameOf(identifier)}-conformance-pack-${packSuffix(place)}a`,
          createdBy: "config-conforms.amazonaws.com",
          // One that somebody is taking away.
          state: purpose === "web" && identifier === "S3_BUCKET_VERSIONING_ENABLED" ? "DELETING" : "ACTIVE",
        }),
      );
    }
    if (purpose !== "dev" || !world.random.chance(0.5, "rules", account.id)) return [];
    return baselineRules.slice(0, 3).map((identifier) => rule(identifier, {}));
  },
};
