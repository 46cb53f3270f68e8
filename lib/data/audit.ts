import { Prisma } from "./generated/client";
import type { PrismaTx } from "./prisma";
import type { Tx } from "./transaction";

/** What someone did: one entry for every verb of a person or rule, in the transaction of what it did. */
export type AuditRecord = {
  at: Date;
  /** A person's id, or `system/<job>`. */
  actor: string;
  /** `entity.verb`, as in `finding.waive`. */
  action: string;
  /** What it was done to, as the pages address it. */
  target: string;
  /** The OU the target was in then: who may read the entry follows from it. Null for what belongs to no OU. */
  ouId: number | null;
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
};

/** Writes an entry in either kind of transaction. Nobody, the application included, can change it afterwards. */
export async function recordAudit(tx: Tx | PrismaTx, entry: AuditRecord): Promise<void> {
  const { at, actor, action, target, ouId, before, after } = entry;
  if ("auditEntry" in tx) {
    await tx.auditEntry.create({
      data: { at, actor, action, target, ouId, before: before ?? Prisma.DbNull, after: after ?? Prisma.DbNull },
      select: { id: true },
    });
    return;
  }
  await tx.query(
    `insert into audit_entry (at, actor, action, target, ou_id, before, after) values ($1, $2, $3, $4, $5, $6, $7)`,
    [at, actor, action, target, ouId, json(before), json(after)],
  );
}

const json = (value: Prisma.InputJsonValue | undefined): string | null =>
  value === undefined ? null : JSON.stringify(value);
