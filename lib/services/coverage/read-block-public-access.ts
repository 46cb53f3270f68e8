import { slotOf } from "@/lib/controls/slots";
import { accountsUnder } from "@/lib/data/account-scope";
import {
  type AccountEntries,
  accountEntries,
  type FactEntryCount,
  factEntries,
} from "@/lib/data/coverage/fact-entries";
import { type UnknownReasonCount, unknownReasons } from "@/lib/data/finding/unknown-reasons";
import { controlCounts, postureVersion } from "@/lib/data/posture";
import {
  type Closer,
  closers,
  closingLevel,
  type LevelTally,
  policyState,
  type ReadBlock,
  type ReadPolicy,
  tallyLevel,
  tallyPolicies,
} from "@/lib/engine/closing-level";
import type { SnapshotEntry } from "@/lib/model/snapshot";
import type { Actor } from "../access/actor";
import { authorizeOu } from "../access/authorize";
import { exposureControl } from "../exposure/list-exposure";
import { remember } from "../posture/remember";
import { type ControlCoverage, coverageOf } from "./control-coverage";
import { type CoverageParts, unitsBelow } from "./units-below";

/** The control that says whether all four settings are in force for a bucket, whichever level sets them. */
export const blockControl = "bucket-block-public-access";

const concerned = [
  exposureControl,
  blockControl,
  "organization-s3-policy-block-public-access",
  "account-block-public-access",
  "bucket-policy-not-public",
  "bucket-acl-no-all-users",
  "bucket-acls-disabled",
  "access-point-policy-not-public",
] as const;

/** How far Block Public Access is on at every level of a unit, which level decides, and what the widest would close. */
export type BlockPublicAccessCoverage = {
  block: ControlCoverage;
  /** Who gets in: failures are public buckets, waived ones are public by design. */
  exposure: ControlCoverage;
  controls: ControlCoverage[];
  parts: CoverageParts;
  reasons: UnknownReasonCount[];
  levels: { organization: LevelTally; account: LevelTally; bucket: LevelTally; accessPoint: LevelTally };
  /** Buckets by the level that closes them. */
  deciding: Record<Closer, number>;
  /** Regions of accounts whose access points nobody could list: what is behind them is in no tally. */
  regionsUnlisted: number;
  /** What an S3 policy of the organization that says `all` would change. */
  organizationPolicy: {
    /** Accounts it does not close yet, and those of which nobody knows. */
    accounts: number;
    accountsUnknown: number;
    /** Buckets nothing closes now, and the accounts they are in; buckets of which nobody knows what closes them. */
    buckets: number;
    inAccounts: number;
    bucketsUnknown: number;
  };
};

const remembered = remember<BlockPublicAccessCoverage>(200);

/** @throws AppError `not_allowed` outside what the actor may read */
export async function readBlockPublicAccess(actor: Actor, ouId: number): Promise<BlockPublicAccessCoverage> {
  await authorizeOu(actor, "read", ouId);
  // Read before the figures: an answer may be newer than its key says, never older.
  const version = await postureVersion();
  return remembered(`${ouId}/${version}`, () => read(ouId));
}

async function read(ouId: number): Promise<BlockPublicAccessCoverage> {
  const scope = await accountsUnder([ouId]);
  const [counts, parts, reasons, accounts, buckets, accessPoints, regions] = await Promise.all([
    controlCounts(ouId),
    unitsBelow(ouId, blockControl),
    unknownReasons(slotOf(blockControl).number, scope),
    accountEntries(scope),
    factEntries(scope, "AWS::S3::Bucket", "publicAccessBlock"),
    factEntries(scope, "AWS::S3::AccessPoint", "publicAccessBlock"),
    factEntries(scope, "AWS::Account::Region", "accessPointsListed"),
  ]);
  const { deciding, nothing } = decide(accounts, buckets);
  const policies = accounts.map(({ policy }) => readOf<ReadPolicy>(policy));
  const states = policies.map(policyState);
  return {
    block: coverageOf(blockControl, counts),
    exposure: coverageOf(exposureControl, counts),
    controls: concerned.map((id) => coverageOf(id, counts)),
    parts,
    reasons,
    levels: {
      organization: tallyPolicies(policies),
      account: tallyLevel(accounts.map(({ block }) => ({ block: readOf<ReadBlock>(block), n: 1 }))),
      bucket: tallyLevel(buckets.map(blockOf)),
      accessPoint: tallyLevel(accessPoints.map(blockOf)),
    },
    deciding,
    regionsUnlisted: regions.reduce((sum, { entry, n }) => sum + (readOf(entry) === undefined ? n : 0), 0),
    organizationPolicy: {
      accounts: states.filter((state) => state !== "all" && state !== "unknown").length,
      accountsUnknown: states.filter((state) => state === "unknown").length,
      buckets: deciding.nothing,
      inAccounts: nothing.size,
      bucketsUnknown: deciding.unknown,
    },
  };
}

function decide(accounts: readonly AccountEntries[], buckets: readonly FactEntryCount[]) {
  const byAccount = new Map(accounts.map((account) => [account.accountId, account]));
  const deciding = Object.fromEntries(closers.map((closer) => [closer, 0])) as Record<Closer, number>;
  const nothing = new Set<number>();
  for (const { accountId, entry, n } of buckets) {
    const account = byAccount.get(accountId);
    const closer = closingLevel({
      policy: readOf<ReadPolicy>(account?.policy ?? null),
      account: readOf<ReadBlock>(account?.block ?? null),
      bucket: readOf<ReadBlock>(entry),
    });
    deciding[closer] += n;
    if (closer === "nothing") nothing.add(accountId);
  }
  return { deciding, nothing };
}

const blockOf = ({ entry, n }: FactEntryCount) => ({ block: readOf<ReadBlock>(entry), n });

/** @returns the value of a fact; undefined where there is none. Safe: facts are parsed by their schema when they are read. */
const readOf = <T>(entry: SnapshotEntry | null): T | undefined =>
  entry !== null && "v" in entry ? (entry.v as T) : undefined;
