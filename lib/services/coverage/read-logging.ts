import { slotOf } from "@/lib/controls/slots";
import { accountsUnder } from "@/lib/data/account-scope";
import { accountsWithGaps, type CountedAccount } from "@/lib/data/coverage/control-counts";
import { type LogTarget, type LogTargets, logTargets } from "@/lib/data/coverage/log-targets";
import { type UnknownReasonCount, unknownReasons } from "@/lib/data/finding/unknown-reasons";
import { controlCounts, postureVersion } from "@/lib/data/posture";
import type { Actor } from "../access/actor";
import { authorizeOu } from "../access/authorize";
import { remember } from "../posture/remember";
import { type ControlCoverage, coverageOf } from "./control-coverage";
import { type CoverageParts, unitsBelow } from "./units-below";

export type { CountedAccount, LogTarget, LogTargets };

export const loggingControl = "bucket-server-access-logging";

/** Which buckets log their requests, where the logs go, and where they are missing. */
export type LoggingCoverage = {
  logging: ControlCoverage;
  targets: LogTargets;
  parts: CoverageParts;
  /** Accounts with a bucket that does not log or of which nobody knows, those with most first. */
  gaps: { accounts: CountedAccount[]; total: number };
  reasons: UnknownReasonCount[];
};

const shownTargets = 12;
const shownAccounts = 10;

const remembered = remember<LoggingCoverage>(200);

/** @throws AppError `not_allowed` outside what the actor may read */
export async function readLogging(actor: Actor, ouId: number): Promise<LoggingCoverage> {
  await authorizeOu(actor, "read", ouId);
  // Read before the figures: an answer may be newer than its key says, never older.
  const version = await postureVersion();
  return remembered(`${ouId}/${version}`, () => read(ouId));
}

async function read(ouId: number): Promise<LoggingCoverage> {
  const scope = await accountsUnder([ouId]);
  const { number } = slotOf(loggingControl);
  const [counts, targets, parts, gaps, reasons] = await Promise.all([
    controlCounts(ouId),
    logTargets(scope, shownTargets),
    unitsBelow(ouId, loggingControl),
    accountsWithGaps(scope, number, shownAccounts),
    unknownReasons(number, scope),
  ]);
  return { logging: coverageOf(loggingControl, counts), targets, parts, gaps, reasons };
}
