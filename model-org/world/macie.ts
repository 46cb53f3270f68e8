import type { CriterionAdditionalProperties, S3JobDefinition } from "@aws-sdk/client-macie2";
import { regionOf } from "./buckets";
import type { Kind } from "./records";

/** Macie in an account and region. Without one it is not enabled. */
export type MacieSession = {
  id: "session";
  status: "ENABLED" | "PAUSED";
  frequency: "FIFTEEN_MINUTES" | "ONE_HOUR" | "SIX_HOURS";
  createdAt: string;
  updatedAt: string;
};

export type MacieOrganization = {
  id: "organization";
  autoEnable: boolean;
  discovery: {
    status: "ENABLED" | "DISABLED";
    autoEnableMembers: "ALL" | "NEW" | "NONE";
    firstEnabledAt: string | null;
    disabledAt: string | null;
    updatedAt: string;
  };
};

export type MacieJob = {
  id: string;
  name: string;
  type: "ONE_TIME" | "SCHEDULED";
  status: "RUNNING" | "IDLE" | "COMPLETE" | "CANCELLED" | "USER_PAUSED";
  definition: S3JobDefinition;
  createdAt: string;
};

export type MacieFilter = {
  id: string;
  name: string;
  action: "ARCHIVE" | "NOOP";
  criterion: Record<string, CriterionAdditionalProperties>;
  description: string;
};

/** Macie's sessions: where data is guarded, in the first two regions; paused in one account, missing in many. */
export const macieSessions: Kind<MacieSession> = {
  name: "macie-session",
  id: ({ id }) => id,
  derive({ world, account, region }) {
    if (!world.regionEnabled(account, region)) return [];
    const hub = account.id === world.hubAccountId;
    if (!hub && !world.regions.slice(0, 2).includes(region)) return [];
    const plan = world.tree.purposes.get(account.id);
    const likely = { prod: 0.9, dev: 0.3, web: 0.5, sandbox: 0, closed: 0 }[plan?.purpose as string] ?? 1;
    const enabled = hub || world.random.chance(likely, "macie", account.id);
    if (!enabled || plan?.name.startsWith("northgate")) return [];
    const createdAt = new Date(Date.UTC(2024, world.random.below(14, "macie", account.id), 12)).toISOString();
    // Paused over its cost in the quarter of the migration, and forgotten.
    const paused = plan?.name === "documents-prod";
    return [
      { id: "session", status: paused ? "PAUSED" : "ENABLED", frequency: "SIX_HOURS", createdAt, updatedAt: createdAt },
    ];
  },
};

/** The organization's Macie, kept with the delegated administrator: new accounts only in the first region. */
export const macieOrganizations: Kind<MacieOrganization> = {
  name: "macie-organization",
  id: ({ id }) => id,
  derive({ world, account, region }) {
    if (account.id !== world.hubAccountId) return [];
    const first = region === world.regions[0];
    return [
      {
        id: "organization",
        autoEnable: first,
        discovery: {
          status: first ? "ENABLED" : "DISABLED",
          autoEnableMembers: first ? "ALL" : "NONE",
          firstEnabledAt: first || region === world.regions[1] ? "2024-06-03T09:00:00.000Z" : null,
          disabledAt: region === world.regions[1] ? "2025-12-01T15:30:00.000Z" : null,
          updatedAt: "2025-12-01T15:30:00.000Z",
        },
      },
    ];
  },
};

/** Classification jobs: the administrator's over the data lake, and one of a test that was cancelled. */
export const macieJobs: Kind<MacieJob> = {
  name: "macie-job",
  id: ({ id }) => id,
  derive({ world, account, region }) {
    if (account.id !== world.hubAccountId) return [];
    const lake = world.tree.accounts.find(({ id }) => world.tree.purposes.get(id)?.name === "data-lake-prod");
    if (!lake) return [];
    // Named as somebody typed them, not as they are found: a job may name a bucket that is gone.
    const buckets = Array.from({ length: 10 }, (_, n) => ["raw", "quality"].map((word) => lakeBucket(word, n)))
      .flat()
      .filter((name) => regionOf(world.seed, lake, name) === region);
    const job = (name: string, more: Partial<MacieJob>): MacieJob => ({
      id: world.random.hex(32, "macie-job", region, name),
      name,
      type: "SCHEDULED",
      status: "IDLE",
      definition: { bucketDefinitions: [{ accountId: lake.id, buckets: buckets.slice(0, 20) }] },
      createdAt: "2025-02-10T06:00:00.000Z",
      ...more,
    });
    if (buckets.length === 0) return [];
    return [
      job("lake-weekly", {}),
      job("trial", {
        type: "ONE_TIME",
        status: "CANCELLED",
        definition: { bucketDefinitions: [{ accountId: lake.id, buckets: buckets.slice(0, 3) }] },
      }),
    ];
  },
};

const lakeBucket = (word: string, n: number): string =>
  ["aldermoor-data-lake-prod", word, ...(n > 0 ? [String(n + 1)] : [])].join("-");

/** Findings filters: none from the beginning. */
export const macieFilters: Kind<MacieFilter> = { name: "macie-findings-filter", id: ({ id }) => id, derive: () => [] };
