import type { GrantOperation } from "@aws-sdk/client-kms";
import { keyIdOf, keysPerRegion } from "./buckets";
import { keyStoryOf } from "./kms-key-stories";
import type { Kind, Place } from "./records";
import type { World } from "./world";

export type KeyGrant = {
  id: string;
  name: string;
  grantee: string;
  operations: GrantOperation[];
  createdAt: string;
};

/** A KMS key. */
export type Key = {
  id: string;
  manager: "CUSTOMER" | "AWS";
  description: string;
  createdAt: string;
  state: "Enabled" | "Disabled" | "PendingDeletion";
  /** When one that is to be deleted is gone: at a time, or always so many days from now. */
  deletion: { at: string } | { inDays: number } | null;
  origin: "AWS_KMS" | "EXTERNAL";
  spec: "SYMMETRIC_DEFAULT" | "RSA_2048" | "HMAC_256";
  rotation: boolean;
  /** Null for a key of one region. */
  multiRegion: { primary: string; replicas: string[] } | null;
  policy: string;
  /** Without the prefix `alias/`. */
  aliases: string[];
  grants: KeyGrant[];
  tags: Record<string, string>;
};

/** @returns the ARN of a key */
export const keyArn = (world: World, accountId: string, region: string, id: string): string =>
  `arn:${world.partition}:kms:${region}:${accountId}:key/${id}`;

/** Services that manage a key for an account, and the number its id is drawn by. */
const managers = { s3: -1, backup: -2 } as const;

/** @returns the id of the key a service manages for an account in a region: the one that is used where none is named */
export const managedKeyId = (
  world: World,
  accountId: string,
  region: string,
  service: keyof typeof managers = "s3",
): string => keyIdOf(world.random, accountId, region, managers[service]);

const policyOf = (...Statement: object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Id: "key-default-1", Statement });

/** What every customer managed key's policy begins with: the account decides by its own policies. */
const accountDecides = ({ world, account }: Place): object => ({
  Sid: "Enable IAM User Permissions",
  Effect: "Allow",
  Principal: { AWS: `arn:${world.partition}:iam::${account.id}:root` },
  Action: "kms:*",
  Resource: "*",
});

/** A key AWS manages. Its policy lets anyone of the account use it, but only through the service. */
function managedKey(place: Place, service: keyof typeof managers): Key {
  const { world, account, region } = place;
  return {
    ...plain(place, managedKeyId(world, account.id, region, service)),
    manager: "AWS",
    description:
      service === "s3"
        ? "Default key that protects my S3 objects when no other key is defined"
        : "Default key that protects my Backup data when no other key is defined",
    rotation: true,
    aliases: [`aws/${service}`],
    policy: JSON.stringify({
      Version: "2012-10-17",
      Id: `auto-${service}-2`,
      Statement: [
        {
          Sid: `Allow access for all principals in the account that are authorized to use ${service}`,
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
          Resource: "*",
          Condition: {
            StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com`, "kms:CallerAccount": account.id },
          },
        },
        {
          Sid: "Allow direct access to key metadata to the account",
          Effect: "Allow",
          Principal: { AWS: `arn:${world.partition}:iam::${account.id}:root` },
          Action: ["kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"],
          Resource: "*",
        },
      ],
    }),
  };
}

const plain = (place: Place, id: string): Key => ({
  id,
  manager: "CUSTOMER",
  description: "",
  createdAt: new Date(Date.UTC(2021, place.world.random.below(60, "key", id), 4)).toISOString(),
  state: "Enabled",
  deletion: null,
  origin: "AWS_KMS",
  spec: "SYMMETRIC_DEFAULT",
  rotation: false,
  multiRegion: null,
  policy: policyOf(accountDecides(place)),
  aliases: [],
  grants: [],
  tags: {},
});

/** How many keys rotate, by what an account is for. */
const rotating: Readonly<Record<string, number>> = {
  management: 0.97,
  security: 0.97,
  "data-lake": 0.97,
  infrastructure: 0.85,
  prod: 0.8,
  dev: 0.4,
};

function customerKey(place: Place, n: number): Key[] {
  const { world, account, region } = place;
  const plan = world.tree.purposes.get(account.id);
  const id = keyIdOf(world.random, account.id, region, n);
  const story = keyStoryOf(place, n);
  if (story === "gone") return [];
  const { policy, allows = [], grant, ...rest } = story;
  const key = plain(place, id);
  // AWS Backup holds a grant on the keys of what it restores.
  const backup: KeyGrant[] = world.random.chance(0.3, "grant", id)
    ? [
        {
          id: world.random.hex(64, "grant", id),
          name: "",
          grantee: `backup.${region}.amazonaws.com`,
          operations: ["Decrypt", "GenerateDataKey", "CreateGrant"],
          createdAt: key.createdAt,
        },
      ]
    : [];
  const given: KeyGrant[] = grant
    ? [{ ...grant, id: world.random.hex(64, "given", id), createdAt: key.createdAt }]
    : [];
  return [
    {
      ...key,
      description: `Data of ${plan?.name ?? account.name}, number ${n}`,
      rotation: world.random.chance(rotating[plan?.purpose ?? ""] ?? 0.15, "rotation", id),
      aliases: [`${plan?.name ?? "data"}-${n}`],
      grants: [...backup, ...given],
      tags: { owner: plan?.name ?? account.name },
      ...rest,
      policy: policy ?? policyOf(accountDecides(place), ...allows),
    },
  ];
}

/** Keys buckets do not name: one of several regions, and two that cannot rotate. */
function otherKeys(place: Place): Key[] {
  const { world, account, region } = place;
  const plan = world.tree.purposes.get(account.id);
  const [first = "", second = ""] = world.regions;
  if (plan?.purpose === "data-lake" && (region === first || region === second)) {
    const id = `mrk-${world.random.hex(32, "mrk", account.id)}`;
    return [
      {
        ...plain(place, id),
        description: "Replicated to the second region",
        rotation: true,
        aliases: ["lake-everywhere"],
        multiRegion: {
          primary: keyArn(world, account.id, first, id),
          replicas: [keyArn(world, account.id, second, id)],
        },
      },
    ];
  }
  if (region !== first) return [];
  const extra = (n: number, spec: Key["spec"], alias: string): Key => ({
    ...plain(place, keyIdOf(world.random, account.id, region, n)),
    spec,
    aliases: [alias],
  });
  if (plan?.name === "payments-prod") return [extra(keysPerRegion, "RSA_2048", "payment-signatures")];
  return plan?.name === "identity" ? [extra(keysPerRegion, "HMAC_256", "session-tokens")] : [];
}

/** The keys of an account and region: those its buckets name, those AWS manages for it, and a few others. */
export const keys: Kind<Key> = {
  name: "kms-key",
  id: ({ id }) => id,
  derive(place) {
    if (!place.world.regionEnabled(place.account, place.region)) return [];
    return [
      managedKey(place, "s3"),
      managedKey(place, "backup"),
      ...Array.from({ length: keysPerRegion }, (_, n) => customerKey(place, n)).flat(),
      ...otherKeys(place),
    ];
  },
};

/** @returns when a key is gone; undefined for one that stays */
export function deletionOf(world: World, { deletion }: Key): Date | undefined {
  if (!deletion) return undefined;
  return "at" in deletion
    ? new Date(deletion.at)
    : new Date(world.clock.now().getTime() + deletion.inDays * 86_400_000);
}

/** @returns a key that is there: one whose time is over is not */
export function keyAt(world: World, accountId: string, region: string, id: string): Key | undefined {
  const key = world.records.get(keys, accountId, region, id);
  const gone = key && deletionOf(world, key);
  return gone && gone <= world.clock.now() ? undefined : key;
}
