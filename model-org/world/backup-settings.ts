import type { Kind } from "./records";

/** Which kinds of resources an account lets AWS Backup reach in a region, and manages there. */
export type BackupSettings = {
  id: "region";
  optIn: Record<string, boolean>;
  managed: Record<string, boolean>;
  /** Since when S3's preference is what it is: it was the other one before. Null for ever. */
  s3Since: string | null;
};

/** Every kind of resource there is a preference for. */
const kinds = [
  "Aurora",
  "CloudFormation",
  "DocumentDB",
  "DynamoDB",
  "EBS",
  "EC2",
  "EFS",
  "FSx",
  "Neptune",
  "RDS",
  "Redshift",
  "S3",
  "SAP HANA on Amazon EC2",
  "Storage Gateway",
  "Timestream",
  "VirtualMachine",
];

/** Kinds whose backups the account may leave to the service that makes them. */
const manageable = ["CloudFormation", "DynamoDB", "EFS"];

/**
 * Accounts that switched S3 off where it would have been backed up. In shared-services a plan names S3, so its buckets
 * are backed up all the same: the settings say no, the recovery points say yes.
 */
const optedOut = new Set(["billing-prod", "shared-services", "web-careers"]);

/** Purposes of accounts most of which never switched S3 on. */
const careless: ReadonlySet<string> = new Set(["sandbox", "dev", "web", "closed"]);

export const backupSettings: Kind<BackupSettings> = {
  name: "backup-settings",
  id: ({ id }) => id,
  derive({ world, account }) {
    const { name = "", purpose = "" } = world.tree.purposes.get(account.id) ?? {};
    const isOn = !careless.has(purpose) || world.random.chance(0.3, "backup-s3", account.id);
    return [
      {
        id: "region",
        s3Since: null,
        optIn: Object.fromEntries(kinds.map((kind) => [kind, kind === "S3" ? isOn && !optedOut.has(name) : true])),
        managed: Object.fromEntries(manageable.map((kind) => [kind, true])),
      },
    ];
  },
};

/** @returns whether there is a preference for a kind of resource */
export const isKnownKind = (kind: string): boolean => kinds.includes(kind);

export const isManageable = (kind: string): boolean => manageable.includes(kind);
