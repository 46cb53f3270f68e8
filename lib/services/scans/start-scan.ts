import { z } from "zod";
import { recordAudit } from "@/lib/data/audit";
import { prisma } from "@/lib/data/prisma";
import { enqueue } from "@/lib/data/queue";
import {
  beginReading,
  insertScan,
  insertScanAccounts,
  type NewScan,
  type ScanScope,
  unfinishedScan,
} from "@/lib/data/scan/plan";
import { inTransaction } from "@/lib/data/transaction";
import { discoverOrganization } from "@/lib/jobs/discover-organization";
import { readResource } from "@/lib/jobs/read-resource";
import { now } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import type { Actor } from "../access/actor";
import { authorize, authorizeOu, mayIn } from "../access/authorize";
import { refuseWhileArriving } from "../replay/arriving";

/** What a person may ask for. Where a scan comes from is not theirs to say. */
export const RequestScan = z.object({
  scope: z.enum(["full", "account", "ou", "resource"]),
  target: z.string().max(2048).default(""),
});

export type StartScan = { scope?: ScanScope; target?: string; origin?: NewScan["origin"] };

/**
 * Plans a scan and hands it to the workers. A scan of the same scope that is under way is joined instead of doubled.
 * @param input.target the AWS id of an account or OU, or a resource's ARN; empty for everything
 * @returns the scan's id, and whether it was under way already
 * @throws AppError `not_found` for an account, OU or resource nobody knows; `conflict` while the past is arriving
 */
export async function startScan(actor: Actor, input: StartScan = {}): Promise<{ scanId: number; joined: boolean }> {
  authorize(actor, "administer");
  const { scope = "full", target = "", origin = "person" } = input;
  const where = await placeOf(scope, target);
  if (where.ouId !== null) {
    // Of what the actor may not even read it is not told that it exists.
    if (scope !== "full" && !(await mayIn(actor, "read", where.ouId))) throw unknownTarget(scope, target);
    await authorizeOu(actor, "administer", where.ouId);
  }
  await refuseWhileArriving();
  const at = now();
  return inTransaction(async (tx) => {
    await tx.lock("scan", 0);
    const running = await unfinishedScan(tx, scope, target);
    if (running !== null) return { scanId: running, joined: true };
    const scanId = await insertScan(tx, { scope, target, origin, requestedBy: actor.id, at });
    if (scope === "resource") {
      await insertScanAccounts(tx, scanId, where.accountId === null ? [] : [where.accountId]);
      await beginReading(tx, scanId, at);
      await enqueue(readResource, { resourceId: where.resourceId ?? 0, scanId }, { tx });
    } else await enqueue(discoverOrganization, { scanId }, { tx });
    await recordAudit(tx, {
      at,
      actor: actor.id,
      action: "scan.start",
      target: `scan/${scanId}`,
      ouId: where.ouId,
      after: { scope, target, origin },
    });
    return { scanId, joined: false };
  });
}

type Place = { ouId: number | null; accountId: number | null; resourceId: number | null };

async function placeOf(scope: ScanScope, target: string): Promise<Place> {
  switch (scope) {
    case "full": {
      const root = await prisma.ou.findFirst({ where: { parentId: null, retiredAt: null }, select: { id: true } });
      return { ouId: root?.id ?? null, accountId: null, resourceId: null };
    }
    case "ou": {
      const ou = await prisma.ou.findUnique({ where: { awsId: target }, select: { id: true } });
      if (!ou) throw unknownTarget(scope, target);
      return { ouId: ou.id, accountId: null, resourceId: null };
    }
    case "account": {
      const account = await prisma.account.findUnique({ where: { awsId: target }, select: { id: true, ouId: true } });
      if (!account) throw unknownTarget(scope, target);
      return { ouId: account.ouId, accountId: account.id, resourceId: null };
    }
    case "resource": {
      const resource = await prisma.resource.findFirst({
        where: { arn: target, retiredAt: null },
        select: { id: true, accountId: true, account: { select: { ouId: true } } },
      });
      if (!resource) throw unknownTarget(scope, target);
      return { ouId: resource.account.ouId, accountId: resource.accountId, resourceId: resource.id };
    }
  }
}

function unknownTarget(scope: Exclude<ScanScope, "full">, target: string): AppError {
  const shown = target.slice(0, 200);
  const sentences = {
    ou: `No OU ${shown} is known. Scan the organization first.`,
    account: `No account ${shown} is known. Scan the organization first.`,
    resource: `No resource ${shown} is in the inventory.`,
  };
  return new AppError("not_found", sentences[scope]);
}
