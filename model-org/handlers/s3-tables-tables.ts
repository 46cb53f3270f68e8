import type * as Api from "@aws-sdk/client-s3tables";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type Table, tables } from "../world/table-buckets";
import type { World } from "../world/world";
import { pageOf } from "./pages";
import { badRequest, byArn, notFound, placeOf, policyFrom, tableArn, tableOf } from "./s3-tables-access";

const badToken = () => badRequest("The continuation token is not valid.");

/** Namespaces and tables of table buckets: what they are called, how they are encrypted, and to whom they are given. */
export function s3TablesTables(world: World): HandlersOf<typeof Api> {
  const tablesIn = (bucket: string, { caller, region }: Context): Table[] =>
    world.records.list(tables, caller.accountId, region).filter((table) => table.bucket === bucket);
  const kindOf = (type: "customer" | "aws") =>
    type === "aws" ? { type: "aws" as const, managedByService: "metadata.s3.amazonaws.com" } : { type };
  const put = ({ caller, region }: Context, table: Table) => world.records.put(tables, caller.accountId, region, table);
  return {
    ListNamespaces({ tableBucketARN, prefix = "", continuationToken, maxNamespaces }, context) {
      const { bucket } = byArn(world, tableBucketARN, context);
      const first = new Map<string, Table>();
      for (const table of tablesIn(bucket.name, context)) {
        if (table.namespace.startsWith(prefix) && !first.has(table.namespace)) first.set(table.namespace, table);
      }
      const { items, next } = pageOf([...first.values()], continuationToken, maxNamespaces ?? 1000, badToken);
      return {
        namespaces: items.map(({ namespace, createdAt }) => ({
          namespace: [namespace],
          createdAt: new Date(createdAt),
          createdBy: context.caller.accountId,
          ownerAccountId: context.caller.accountId,
          tableBucketId: bucket.id,
        })),
        continuationToken: next,
      };
    },
    ListTables({ tableBucketARN, namespace, prefix = "", continuationToken, maxTables }, context) {
      const { bucket } = byArn(world, tableBucketARN, context);
      const wanted = tablesIn(bucket.name, context).filter(
        (table) => table.name.startsWith(prefix) && (namespace === undefined || table.namespace === namespace),
      );
      const { items, next } = pageOf(wanted, continuationToken, maxTables ?? 1000, badToken);
      return {
        tables: items.map((table) => ({
          namespace: [table.namespace],
          name: table.name,
          ...kindOf(bucket.type),
          tableARN: tableArn(placeOf(world, context), table),
          createdAt: new Date(table.createdAt),
          modifiedAt: new Date(table.createdAt),
          tableBucketId: bucket.id,
        })),
        continuationToken: next,
      };
    },
    GetTable(input, context) {
      const found =
        input.tableArn === undefined ? tableOf(world, input, context) : byArn(world, input.tableArn, context);
      const { bucket, table } = found;
      if (!table) throw badRequest("The specified ARN names no table.");
      const { accountId } = context.caller;
      return {
        name: table.name,
        ...kindOf(bucket.type),
        tableARN: tableArn(placeOf(world, context), table),
        namespace: [table.namespace],
        versionToken: table.id.replaceAll("-", "").slice(0, 20),
        warehouseLocation: `s3://${table.id}--table-s3`,
        createdAt: new Date(table.createdAt),
        createdBy: accountId,
        modifiedAt: new Date(table.createdAt),
        modifiedBy: accountId,
        ownerAccountId: accountId,
        format: "ICEBERG",
        tableBucketId: bucket.id,
      };
    },
    GetTableEncryption(input, context) {
      const { bucket, table } = tableOf(world, input, context);
      // A table is always encrypted: without a word about it anywhere, with S3's own key.
      return { encryptionConfiguration: table.encryption ?? bucket.encryption ?? { sseAlgorithm: "AES256" } };
    },
    GetTablePolicy(input, context) {
      const { policy } = tableOf(world, input, context).table;
      if (policy === null) throw notFound("The specified table does not have a resource policy.");
      return { resourcePolicy: policy };
    },
    PutTablePolicy(input, context) {
      const { table } = tableOf(world, input, context);
      put(context, { ...table, policy: policyFrom(input.resourcePolicy) });
      return {};
    },
    DeleteTablePolicy(input, context) {
      put(context, { ...tableOf(world, input, context).table, policy: null });
      return {};
    },
  };
}
