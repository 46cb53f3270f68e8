import { type ChangeRow, findChange } from "@/lib/data/change/change";
import { aloneWith } from "@/lib/data/change/steps";
import type { Operation } from "@/lib/engine/remediation";
import { applyChange } from "@/lib/jobs/apply-change";
import type { Plan } from "@/lib/model/change";
import { environment } from "@/lib/platform/env";
import { liveStateOf } from "@/lib/services/changes/plan-remediation";
import { beginApplying, endChange, recordApplied } from "@/lib/services/changes/record-step";
import { verifyChange } from "@/lib/services/changes/verify-change";
import { perform } from "../apply/perform";
import { factOf, permissionsToRead, readLive } from "../apply/read-live";
import { changeSession, refOfChange } from "../apply/session";
import type { Aws, MemberSession } from "../runtime/aws";
import { codeOf, mayPass, reasonOf } from "../runtime/classify";
import { defineHandler } from "../runtime/handler";

export default defineHandler({
  job: applyChange,

  async handle({ changeId }, { aws }) {
    const change = await findChange(changeId);
    // Delivered twice, the second waits here and finds the change over.
    if (change) await aloneWith(change.resourceId, () => apply(aws, changeId));
  },

  async lost({ changeId }, error) {
    const change = await findChange(changeId);
    if (!change) return;
    const because = change.state === "verifying" ? "AWS took it, and it could not be read back" : "It was given up";
    await endChange(change, "failed", `${because}: ${error} The next scan tells what is there.`);
  },
});

/** Reads, writes and reads again. A worker that was killed on the way is followed by one that takes up where it was. */
async function apply(aws: Aws, changeId: number): Promise<void> {
  const change = await findChange(changeId);
  if (!change?.plan || !["approved", "applying", "verifying"].includes(change.state)) return;
  if (change.state !== "verifying" && !(await beginApplying(change))) return;
  const { plan } = change;
  const fact = factOf(plan.fact);
  const session = await openSession(aws, change, plan, fact);
  if (!session) return;
  const readAt = change.state === "verifying" ? null : await write(session, change, plan, fact);
  if (readAt === undefined) return;
  const live = await readOne(session, change, fact);
  if (change.state !== "verifying") await recordApplied(change, readAt === null ? null : performance.now() - readAt);
  if (live.known) await verifyChange(change, plan, fact, live.value);
  else {
    const because = "AWS took the change, and it could not be read back. The next scan will tell.";
    await endChange(change, "failed", because);
  }
}

/** @returns undefined where the change ended here: the role is gone, or does not trust us any more */
async function openSession(aws: Aws, change: ChangeRow, plan: Plan, fact: string): Promise<MemberSession | undefined> {
  const actions = [
    ...plan.operations.map(({ permission }) => permission),
    ...(await permissionsToRead(change, [fact])),
  ];
  try {
    return await changeSession(aws, change, actions);
  } catch (error) {
    if (mayPass(reasonOf(error))) throw error;
    const because = `The role ${environment().remediateRole} could not be assumed in this account: AWS answered ${codeOf(error)}. ${outlook(change)}`;
    await endChange(change, "failed", because);
    return undefined;
  }
}

/**
 * Writes, if the live state is what was planned for. A worker that follows one killed after its write finds the planned
 * state already there.
 * @returns when the state was read last before the write; null where a worker before this one wrote; undefined where the
 * change ended here
 */
async function write(
  session: MemberSession,
  change: ChangeRow,
  plan: Plan,
  fact: string,
): Promise<number | null | undefined> {
  const readAt = performance.now();
  const before = await readOne(session, change, fact);
  if (!before.known) {
    const because = `The live state could not be read (${before.reason.replaceAll("_", " ")}). ${outlook(change)}`;
    await endChange(change, "failed", because);
    return undefined;
  }
  const state = liveStateOf(before.value);
  if (change.state === "applying" && state === liveStateOf(plan.after)) return null;
  if (state !== change.liveState) {
    const because = `The configuration changed after the plan was made. ${outlook(change)}`;
    await endChange(change, "contested", because);
    return undefined;
  }
  try {
    for (const operation of plan.operations)
      await perform(session, refOfChange(change), operation as unknown as Operation);
  } catch (error) {
    if (mayPass(reasonOf(error))) throw error;
    await endChange(change, "failed", `AWS refused the change: ${codeOf(error)}. What was there is still there.`);
    return undefined;
  }
  return readAt;
}

/** A worker before this one may have written: only the first attempt knows that nothing was. */
const outlook = ({ state }: ChangeRow): string =>
  state === "approved" ? "Nothing was written." : "The next scan tells what is there.";

/** @throws Error where reading it later may help */
async function readOne(session: MemberSession, change: ChangeRow, fact: string) {
  const live = (await readLive(session, change, [fact]))[fact] ?? { known: false, reason: "not_collected" };
  if (!live.known && mayPass(live.reason)) throw new Error(`The live state could not be read (${live.reason}).`);
  return live;
}
