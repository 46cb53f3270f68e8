import { keyIdOf, keysPerRegion } from "../world/buckets";
import { type DocumentedError, none, type Places, rowsOf } from "./error-table-rows";

/** What KMS refuses, most of it by what a key is. */
export function keyErrors({ first, second, arn, idOf, world }: Places): DocumentedError[] {
  const owner = { by: "owner" } as const;
  const kms = rowsOf("KMS", "kms/latest/APIReference", { as: "claims-prod", by: "reader", region: first });
  const key = (name: string, n: number) => ({ KeyId: keyIdOf(world.random, idOf(name), first, n) });
  const missing = { KeyId: "00000000-0000-4000-8000-000000000000" };
  const own = key("claims-prod", 0);
  const ownArn = { KeyId: arn("kms", "claims-prod", `key/${own.KeyId}`) };
  const lockout = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:${world.partition}:iam::${idOf("audit")}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
  return [
    kms("DescribeKey", "no such key", missing, "NotFoundException 400"),
    kms("DescribeKey", "no such alias", { KeyId: `alias/${none}` }, "NotFoundException 400"),
    kms("DescribeKey", "no ARN", { KeyId: "arn:none" }, "InvalidArnException 400"),
    kms("DescribeKey", "of another region", ownArn, "NotFoundException 400", { region: second }),
    kms("GetKeyPolicy", "no such key", missing, "NotFoundException 400"),
    kms("GetKeyPolicy", "another policy than the one", { ...own, PolicyName: none }, "NotFoundException 400"),
    kms("GetKeyRotationStatus", "no such key", missing, "NotFoundException 400"),
    kms(
      "GetKeyRotationStatus",
      "a key that signs",
      key("payments-prod", keysPerRegion),
      "UnsupportedOperationException 400",
      {
        as: "payments-prod",
      },
    ),
    kms("ListGrants", "no such key", missing, "NotFoundException 400"),
    kms("ListKeys", "a marker it never gave", { Marker: none }, "InvalidMarkerException 400"),
    kms("EnableKeyRotation", "no such key", missing, "NotFoundException 400", owner),
    kms(
      "EnableKeyRotation",
      "imported material",
      key("partner-exchange-prod", 3),
      "UnsupportedOperationException 400",
      {
        as: "partner-exchange-prod",
        by: "owner",
      },
    ),
    kms("EnableKeyRotation", "a disabled key", key("claims-dev", 1), "DisabledException 400", {
      as: "claims-dev",
      by: "owner",
    }),
    kms("EnableKeyRotation", "a key on its way out", key("billing-dev", 2), "KMSInvalidStateException 400", {
      as: "billing-dev",
      by: "owner",
    }),
    kms("CancelKeyDeletion", "a key that stays", own, "KMSInvalidStateException 400", owner),
    kms("PutKeyPolicy", "no policy", { ...own, Policy: "{" }, "MalformedPolicyDocumentException 400", owner),
    kms(
      "PutKeyPolicy",
      "it locks its writer out",
      { ...own, Policy: lockout },
      "MalformedPolicyDocumentException 400",
      owner,
    ),
  ];
}
