import { z } from "zod";
import { controls } from "@/lib/controls/catalogue.gen";
import { accountsNamed, bucketsBeginning } from "@/lib/data/go-to/named";
import type { Actor } from "../access/actor";
import { accountsFor } from "../access/authorize";
import { listScopes } from "../organization/list-scopes";

export const PlaceQuery = z.object({ q: z.string().trim().min(1).max(100) });

/** Where the go-to field may lead, and how it is told apart from others of the same name. */
export type Place =
  | { kind: "bucket"; id: number; title: string; says: string }
  | { kind: "account" | "unit"; awsId: string; title: string; says: string }
  | { kind: "control"; controlId: string; title: string; says: string };

const most = 6;

/**
 * Finds buckets by the beginning of their name, and accounts, units and controls by any part of theirs: at most six of
 * each, of what the actor may read.
 */
export async function findPlaces(actor: Actor, input: z.input<typeof PlaceQuery>): Promise<Place[]> {
  const scope = await accountsFor(actor, "read");
  const { q } = PlaceQuery.parse(input);
  const holds = (text: string): boolean => text.toLowerCase().includes(q.toLowerCase());
  const [buckets, accounts, units] = await Promise.all([
    // Bucket names have no capitals: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    bucketsBeginning(scope, q.toLowerCase(), most),
    accountsNamed(scope, q, most),
    listScopes(actor),
  ]);
  return [
    ...buckets.map(({ id, name, accountName }) => ({ kind: "bucket" as const, id, title: name, says: accountName })),
    ...accounts.map(({ awsId, name, ouPath }) => ({
      kind: "account" as const,
      awsId,
      title: name,
      says: `${awsId}, ${ouPath || "root"}`,
    })),
    ...units
      .filter(({ name, path }) => holds(name) || holds(path))
      .slice(0, most)
      .map(({ awsId, name, path }) => ({ kind: "unit" as const, awsId, title: name, says: path || "root" })),
    ...controls
      .filter(({ id, title }) => holds(id) || holds(title))
      .slice(0, most)
      .map(({ id, title }) => ({ kind: "control" as const, controlId: id, title, says: id })),
  ];
}
