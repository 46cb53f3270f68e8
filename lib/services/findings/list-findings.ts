import { z } from "zod";
import { failingRows } from "@/lib/data/finding/failing-rows";
import type { FindingKind } from "@/lib/data/finding/query";
import type { FindingRow } from "@/lib/data/finding/row";
import { unknownRows } from "@/lib/data/finding/unknown-rows";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { authorizeOu } from "../access/authorize";
import { type FindingFilter, queryOf } from "./finding-filter";

export type { FindingRow } from "@/lib/data/finding/row";

/** A page of a list of findings: failures first, then what could not be judged. */
export type FindingPage = { rows: FindingRow[]; next: string | null };

const Cursor = z.discriminatedUnion("k", [
  z.object({ k: z.enum(["fail", "waived"]), s: z.int(), t: z.iso.datetime(), r: z.int(), c: z.int() }),
  z.object({ k: z.literal("unknown"), c: z.int(), a: z.int(), r: z.int() }),
]);

type Cursor = z.infer<typeof Cursor>;

const pageSize = 50;

/**
 * Findings under an OU, row by row. Any page costs what the first costs.
 * @param after where it goes on, as the page before gave it
 * @throws AppError `invalid` for a place no page gave
 */
export async function listFindings(
  actor: Actor,
  input: { ouId: number; filter: FindingFilter; after?: string; limit?: number },
): Promise<FindingPage> {
  const { ouId, filter, limit = pageSize } = input;
  await authorizeOu(actor, "read", ouId);
  const query = await queryOf(filter, ouId);
  const after = input.after === undefined ? undefined : decode(input.after);
  const kinds: FindingKind[] = filter.kind ? [filter.kind] : ["fail", "unknown"];
  const rows: FindingRow[] = [];
  for (const kind of kinds.slice(after ? Math.max(0, kinds.indexOf(after.k)) : 0)) {
    const left = limit + 1 - rows.length;
    if (left <= 0) break;
    rows.push(
      ...(kind === "unknown" ? await unknownAfter(query, after, left) : await failingAfter(query, kind, after, left)),
    );
  }
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last ? encode(last) : null };
}

type Query = Awaited<ReturnType<typeof queryOf>>;

function failingAfter(query: Query, kind: "fail" | "waived", after: Cursor | undefined, limit: number) {
  if (after?.k !== kind) return failingRows(query, kind, { limit });
  const place = { severity: after.s, since: new Date(after.t), resourceId: after.r, controlId: after.c };
  return failingRows(query, kind, { limit, after: place });
}

function unknownAfter(query: Query, after: Cursor | undefined, limit: number) {
  if (after?.k !== "unknown") return unknownRows(query, { limit });
  return unknownRows(query, { limit, after: { controlId: after.c, accountId: after.a, resourceId: after.r } });
}

function encode({ kind, severity, since, resourceId, controlId, accountId }: FindingRow): string {
  const cursor: Cursor =
    kind === "unknown"
      ? { k: kind, c: controlId, a: accountId, r: resourceId }
      : { k: kind, s: severity, t: since.toISOString(), r: resourceId, c: controlId };
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

function decode(text: string): Cursor {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch {
    throw new AppError("invalid", "That is no place in this list.");
  }
}
