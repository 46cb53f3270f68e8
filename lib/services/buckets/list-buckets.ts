import { z } from "zod";
import { slotOf } from "@/lib/controls/slots";
import { accountsUnder } from "@/lib/data/account-scope";
import { type BucketRow, bucketRows } from "@/lib/data/bucket/list";
import { type ByteStatus, statusOfByte } from "@/lib/engine/vector";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { authorizeOu } from "../access/authorize";

/** What the inventory may be narrowed to: the page's address. */
export const BucketFilter = z.object({
  q: z.string().trim().max(200).optional(),
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  region: z.string().max(30).optional(),
  show: z.enum(["public", "unknown", "failing"]).optional(),
});

export type BucketFilter = z.infer<typeof BucketFilter>;

export type ListedBucket = Omit<BucketRow, "publicVerdict"> & { isPublic: ByteStatus };

export type BucketPage = { buckets: ListedBucket[]; next: string | null };

const Cursor = z.tuple([z.string(), z.int()]);
const pageSize = 50;

/** The control that says whether anyone gets in. */
const publicControl = "bucket-not-publicly-accessible";

/** @returns buckets under an OU, by name, fifty at a time */
export async function listBuckets(
  actor: Actor,
  input: { ouId: number; filter: BucketFilter; after?: string },
): Promise<BucketPage> {
  const { ouId, filter, after } = input;
  await authorizeOu(actor, "read", ouId);
  const { number: id, slot } = slotOf(publicControl);
  const rows = await bucketRows({
    scope: await accountsUnder([ouId]),
    control: { id, slot },
    limit: pageSize + 1,
    ...(filter.q ? { named: filter.q } : {}),
    ...(filter.account ? { accountAwsId: filter.account } : {}),
    ...(filter.region ? { region: filter.region } : {}),
    ...(filter.show ? { show: filter.show } : {}),
    ...(after ? { after: decode(after) } : {}),
  });
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    buckets: shown.map(({ publicVerdict, ...row }) => ({ ...row, isPublic: statusOfByte(publicVerdict ?? 0) })),
    next: rows.length > pageSize && last ? encode(last) : null,
  };
}

const encode = ({ name, id }: BucketRow): string => Buffer.from(JSON.stringify([name, id])).toString("base64url");

function decode(text: string): { name: string; id: number } {
  try {
    const [name, id] = Cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
    return { name, id };
  } catch {
    throw new AppError("invalid", "That is no place in this list.");
  }
}
