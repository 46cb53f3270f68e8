import * as Kms from "@aws-sdk/client-kms";
import type { HandlersOf } from "../wire/handlers-of";
import { deletionOf, type Key, keyArn, keyAt, keys } from "../world/kms-keys";
import type { World } from "../world/world";
import { type FoundKey, keyFor, kmsPage } from "./kms-find";

const $metadata = {};

const specs: Readonly<Record<Key["spec"], Partial<Kms.KeyMetadata>>> = {
  SYMMETRIC_DEFAULT: { KeyUsage: "ENCRYPT_DECRYPT", EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"] },
  RSA_2048: { KeyUsage: "SIGN_VERIFY", SigningAlgorithms: ["RSASSA_PSS_SHA_256", "RSASSA_PKCS1_V1_5_SHA_256"] },
  HMAC_256: { KeyUsage: "GENERATE_VERIFY_MAC", MacAlgorithms: ["HMAC_SHA_256"] },
};

/** @throws UnsupportedOperationException for a key whose material is none that AWS could rotate */
export function refuseUnrotatable({ key, arn }: FoundKey): void {
  if (key.spec === "SYMMETRIC_DEFAULT") return;
  throw new Kms.UnsupportedOperationException({
    message: `You cannot perform this operation on a key of spec ${key.spec}: ${arn}`,
    $metadata,
  });
}

/** What is asked of keys: what they are, who may use them, whether they rotate. */
export function kmsReads(world: World): HandlersOf<typeof Kms> {
  const metadata = ({ key, arn, accountId }: FoundKey): Kms.KeyMetadata => ({
    AWSAccountId: accountId,
    KeyId: key.id,
    Arn: arn,
    CreationDate: new Date(key.createdAt),
    Enabled: key.state === "Enabled",
    Description: key.description,
    KeyState: key.state,
    ...(key.state === "PendingDeletion" ? { DeletionDate: deletionOf(world, key) } : {}),
    Origin: key.origin,
    ...(key.origin === "EXTERNAL" ? { ExpirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" as const } : {}),
    KeyManager: key.manager,
    CustomerMasterKeySpec: key.spec,
    KeySpec: key.spec,
    ...specs[key.spec],
    MultiRegion: key.multiRegion !== null,
    ...(key.multiRegion ? { MultiRegionConfiguration: replication(arn, key.multiRegion) } : {}),
  });

  const regionOf = (arn: string) => arn.split(":")[3] ?? "";
  const replication = (
    arn: string,
    { primary, replicas }: NonNullable<Key["multiRegion"]>,
  ): Kms.MultiRegionConfiguration => ({
    MultiRegionKeyType: arn === primary ? "PRIMARY" : "REPLICA",
    PrimaryKey: { Arn: primary, Region: regionOf(primary) },
    ReplicaKeys: replicas.map((replica) => ({ Arn: replica, Region: regionOf(replica) })),
  });

  const present = (accountId: string, region: string): Key[] =>
    world.records.list(keys, accountId, region).filter(({ id }) => keyAt(world, accountId, region, id));

  return {
    DescribeKey: ({ KeyId }, context) => ({
      KeyMetadata: metadata(keyFor(world, context, "kms:DescribeKey", KeyId, { byAlias: true })),
    }),

    ListKeys(input, { caller: { accountId }, region }) {
      const { items, page } = kmsPage(present(accountId, region), input, { usual: 100, most: 1000 });
      return { Keys: items.map(({ id }) => ({ KeyId: id, KeyArn: keyArn(world, accountId, region, id) })), ...page };
    },

    ListAliases(input, context) {
      const { accountId } = context.caller;
      const { region } = context;
      const only = input.KeyId === undefined ? undefined : keyFor(world, context, "kms:ListAliases", input.KeyId).key;
      const all = (only ? [only] : present(accountId, region))
        .flatMap(({ id, aliases, createdAt }) => aliases.map((name) => ({ id, name, createdAt })))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      const { items, page } = kmsPage(all, input, { usual: 50, most: 100 });
      return {
        Aliases: items.map(({ id, name, createdAt }) => ({
          AliasName: `alias/${name}`,
          AliasArn: `arn:${world.partition}:kms:${region}:${accountId}:alias/${name}`,
          TargetKeyId: id,
          CreationDate: new Date(createdAt),
          LastUpdatedDate: new Date(createdAt),
        })),
        ...page,
      };
    },

    GetKeyPolicy({ KeyId, PolicyName = "default" }, context) {
      const { key } = keyFor(world, context, "kms:GetKeyPolicy", KeyId);
      if (PolicyName !== "default") {
        throw new Kms.NotFoundException({ message: `No such policy exists: ${PolicyName}`, $metadata });
      }
      return { Policy: key.policy, PolicyName };
    },

    ListKeyPolicies({ KeyId }, context) {
      keyFor(world, context, "kms:ListKeyPolicies", KeyId);
      return { PolicyNames: ["default"], Truncated: false };
    },

    GetKeyRotationStatus({ KeyId }, context) {
      const found = keyFor(world, context, "kms:GetKeyRotationStatus", KeyId);
      refuseUnrotatable(found);
      const { key, arn } = found;
      if (!key.rotation || key.state === "PendingDeletion") return { KeyId: arn, KeyRotationEnabled: false };
      const year = 365 * 86_400_000;
      const age = world.clock.now().getTime() - Date.parse(key.createdAt);
      return {
        KeyId: arn,
        KeyRotationEnabled: true,
        RotationPeriodInDays: 365,
        NextRotationDate: new Date(Date.parse(key.createdAt) + Math.ceil(age / year) * year),
      };
    },

    ListGrants(input, context) {
      const { key, arn, accountId } = keyFor(world, context, "kms:ListGrants", input.KeyId);
      const { GrantId, GranteePrincipal } = input;
      const all = key.grants.filter(
        ({ id, grantee }) =>
          (GrantId === undefined || id === GrantId) && (GranteePrincipal === undefined || grantee === GranteePrincipal),
      );
      const { items, page } = kmsPage(all, input, { usual: 50, most: 100 });
      return {
        Grants: items.map(({ id, name, grantee, operations, createdAt }) => ({
          KeyId: arn,
          GrantId: id,
          ...(name ? { Name: name } : {}),
          CreationDate: new Date(createdAt),
          GranteePrincipal: grantee,
          IssuingAccount: `arn:${world.partition}:iam::${accountId}:root`,
          Operations: operations,
        })),
        ...page,
      };
    },

    ListResourceTags(input, context) {
      const { key } = keyFor(world, context, "kms:ListResourceTags", input.KeyId);
      const { items, page } = kmsPage(Object.entries(key.tags), input, { usual: 50, most: 50 });
      return { Tags: items.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...page };
    },
  };
}
