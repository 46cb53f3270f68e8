import type { AccountNow } from "@/lib/data/inventory/accounts-now";
import { namedResources } from "@/lib/data/inventory/to-collect";
import { loadOfType } from "@/lib/data/judging/load-facts";
import { judgeAccount } from "@/lib/services/hints/judge-account";
import { recordLoss } from "@/lib/services/hints/record-loss";
import { judgeAround, scanAccount } from "@/lib/services/hints/scan-account";
import { lookAround, settleAccount } from "@/lib/services/hints/settle-account";
import { stageTold } from "@/lib/services/hints/stage-told";
import { readOwnFacts } from "../discover/own-facts";
import type { Aws, MemberSession } from "../runtime/aws";
import { enabledRegions } from "../runtime/enabled-regions";
import { type NoSession, openSession } from "../runtime/open-session";
import { isShutOut } from "../runtime/read-resource-facts";
import { Tallies } from "../runtime/tallies";
import type { Hint } from "./hint";
import { arnOf, Lists, type Named, readNamed } from "./read-named";
import { type Place, recordNamed } from "./record-named";
import { occasionOf, type Timing } from "./timing";

/** An account to be read again, and who reads it. */
export type AccountVisit = { aws: Aws; account: AccountNow; timing: Timing };

type NamedHint = Hint & { target: Named };

const isNamed = (hint: Hint): hint is NamedHint => "name" in hint.target;
const isOfRole = ({ target }: Hint): boolean => target.kind === "account" && target.role;

/**
 * Reads again what the hints of one account name, in the order of their times, and judges it. Where the role is gone the
 * account is out of sight; where it is back, or the account is new, it is read in full.
 */
export async function readAccount(visit: AccountVisit, hints: readonly Hint[]): Promise<void> {
  const { aws, account } = visit;
  const [first] = hints;
  if (!first) return;
  const role = hints.findLast(isOfRole);
  const session = await openSession(aws, account.awsId, role !== undefined);
  const dark = account.unreachable !== null || account.collectedAt === null;
  if ("because" in session) return lose(visit, session, role ?? first);
  if (!dark && !role) return readInOrder(visit, session, hints);
  const turn = role ?? first;
  if (!dark) await readInOrder(visit, session, hints.slice(0, hints.indexOf(turn)));
  await readInFull(visit, turn);
  await readInOrder(visit, session, hints.slice(hints.indexOf(turn) + 1));
}

/** Single resources that follow one another are read together; what is kept of them is kept one by one. */
async function readInOrder(visit: AccountVisit, session: MemberSession, hints: readonly Hint[]): Promise<void> {
  for (let i = 0; i < hints.length; ) {
    const rest = hints.slice(i);
    const other = rest.findIndex((hint) => !isNamed(hint));
    const run = rest.slice(0, other === -1 ? rest.length : other).filter(isNamed);
    const shutOut =
      run.length > 0 ? await readRun(visit, session, run) : await readOwn(visit, session, rest[0] as Hint);
    i += Math.max(1, run.length);
    if (!shutOut) continue;
    // The session was ended: the role is gone, or its keys are.
    const again = await openSession(visit.aws, visit.account.awsId);
    if ("because" in again) return lose(visit, again, shutOut);
    await readInFull(visit, shutOut);
  }
}

/** @returns the hint at which we were shut out, if we were: what was read there is not kept */
async function readRun(visit: AccountVisit, session: MemberSession, run: readonly NamedHint[]): Promise<Hint | null> {
  const { account, timing } = visit;
  const dated = run.map((hint) => ({ hint, at: timing.momentOf(hint) }));
  const { place, around, known, enabled } = await before(visit, session, run);
  const lists = new Lists(session);
  const read = await Promise.all(
    dated.map(async ({ hint, at }) => {
      const found = known.get(arnOf(session, hint.target, hint.region));
      return { hint, at, reading: await readNamed(session, lists, hint, found, enabled) };
    }),
  );
  let told = false;
  for (const { hint, at, reading } of read) {
    timing.signal.throwIfAborted();
    if (reading.facts && isShutOut(reading.facts)) return hint;
    const occasion = occasionOf(hint, at);
    const { target, region } = hint;
    told = (await timing.during(at, () => recordNamed(place, target, region, reading, occasion))) || told;
  }
  const last = dated.at(-1);
  if (last) {
    const occasion = occasionOf(last.hint, last.at);
    await timing.during(last.at, () => settleAccount(account.id, around, told, occasion));
  }
  return null;
}

/** What is stored of an account before some of its resources are read. */
async function before({ account }: AccountVisit, session: MemberSession, run: readonly NamedHint[]) {
  const [[own], regions, around, known, enabled] = await Promise.all([
    loadOfType(account.id, "AWS::Organizations::Account"),
    loadOfType(account.id, "AWS::Account::Region"),
    lookAround(account.id),
    namedResources(
      account.id,
      run.map(({ target, region }) => arnOf(session, target, region)),
    ),
    enabledRegions(account.id),
  ]);
  const { awsId } = account;
  const place: Place = { accountId: account.id, awsId, partition: session.partition, own, regions };
  return { place, around, known, enabled };
}

/** Reads the facts of the account itself again, and judges everything that rests on them. */
async function readOwn({ account, timing }: AccountVisit, session: MemberSession, hint: Hint): Promise<Hint | null> {
  const at = timing.momentOf(hint);
  const [own] = await loadOfType(account.id, "AWS::Organizations::Account");
  if (!own) return null;
  const facts = await readOwnFacts(session, own, new Tallies());
  timing.signal.throwIfAborted();
  if (isShutOut(facts)) return hint;
  const occasion = occasionOf(hint, at);
  await timing.during(at, async () => {
    if (await stageTold(account.id, own.id, facts, occasion)) await judgeAccount(account.id, occasion);
  });
  return null;
}

async function readInFull({ account, timing }: AccountVisit, hint: Hint): Promise<void> {
  const at = timing.momentOf(hint);
  const occasion = occasionOf(hint, at);
  await timing.scanned(await timing.during(at, () => scanAccount(account.id, account.awsId, occasion)));
  await timing.during(at, () => judgeAround(account.id, occasion));
}

async function lose({ account, timing }: AccountVisit, none: NoSession, hint: Hint): Promise<void> {
  const occasion = occasionOf(hint, timing.momentOf(hint));
  await timing.during(occasion.at, () =>
    recordLoss({ accountId: account.id, reason: "account_unreachable", ...none }, occasion),
  );
}
