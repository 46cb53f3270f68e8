import { drawnBuckets } from "./drawn-buckets";
import { findingId } from "./finding-id";
import { macieSessions } from "./macie";
import type { Kind } from "./records";

/** What Macie found in a bucket, or about it. The bucket itself is looked at when somebody asks. */
export type MacieFinding = {
  id: string;
  type: string;
  severity: "Low" | "Medium" | "High";
  bucket: string;
  object: string | null;
  createdAt: string;
  archived: boolean;
  count: number;
};

const drawnTypes: readonly [type: string, severity: MacieFinding["severity"]][] = [
  ["SensitiveData:S3Object/Personal", "Medium"],
  ["SensitiveData:S3Object/Financial", "High"],
  ["SensitiveData:S3Object/Credentials", "High"],
  ["SensitiveData:S3Object/Multiple", "High"],
  ["Policy:IAMUser/S3BlockPublicAccessDisabled", "High"],
  ["Policy:IAMUser/S3BucketSharedExternally", "High"],
];

const told: Readonly<Record<string, RegExp>> = {
  "data-lake-prod": /-prod-(raw|staging)$/,
  "portal-prod": /-uploads$/,
  "partner-exchange-prod": /-(archive|exports)$/,
};

/** A seeded few: sensitive data where it may be and where it may not, policies that were opened. */
export const macieFindings: Kind<MacieFinding> = {
  name: "macie-finding",
  id: ({ id }) => id,
  derive(place) {
    const { world, account, region } = place;
    if (macieSessions.derive(place).length === 0) return [];
    const { random } = world;
    const pattern = told[world.tree.purposes.get(account.id)?.name ?? ""];
    const buckets = drawnBuckets(world, account.id, "macie-finding", {
      accounts: 0.15,
      buckets: 0.04,
      always: pattern && (({ name }) => pattern.test(name)),
    });
    return buckets.flatMap((bucket): MacieFinding[] => {
      if (bucket.region !== region) return [];
      const open = bucket.policy?.includes('"Principal":{"AWS":"*"}') || bucket.policy?.includes("PublicReadGetObject");
      const [type, severity]: (typeof drawnTypes)[number] = open
        ? ["Policy:IAMUser/S3BucketPublic", "High"]
        : random.pick(drawnTypes, "macie-type", bucket.name);
      const month = random.below(10, "macie-found", bucket.name);
      return [
        {
          id: findingId(random, account.id, "macie", bucket.name),
          type,
          severity,
          bucket: bucket.name,
          object: type.startsWith("SensitiveData") ? `exports/${random.hex(8, "object", bucket.name)}.csv` : null,
          createdAt: new Date(
            Date.UTC(2026, month, 1 + random.below(27, "macie-day", bucket.name), 3, 12),
          ).toISOString(),
          archived: random.chance(0.3, "macie-archived", bucket.name),
          count: 1 + random.below(6, "macie-count", bucket.name),
        },
      ];
    });
  },
};
