import { type ChangeRow, findChange } from "@/lib/data/change/change";
import { pool } from "@/lib/data/pool";
import type { Operation } from "@/lib/engine/remediation";
import { applyChange } from "@/lib/jobs/apply-change";
import type { Plan } from "@/lib/model/change";
import type { Fact } from "@/lib/model/fact";
import { now } from "@/lib/platform/clock";
import { liveStateOf } from "@/lib/services/changes/plan-remediation";
import { beginApplying, endChange, recordApplied } from "@/lib/services/changes/record-step";
import { recordResource } from "@/lib/services/scans/record-resource";
import { perform } from "../apply/perform";
import { factOf, permissionsToRead, readLive } from "../apply/read-live";
import { changeSession, refOfChange } from "../apply/session";
import type { MemberSession } from "../runtime/aws";
import { codeOf, reasonOf } from "../runtime/classify";
import { defineHandler } from "../runtime/handler";

export default defineHandler({
  job: applyChange,

  async handle({ changeId }, { aws }) {
    const change = await findChange(changeId);
    if (!change?.plan || !["approved", "applying", "verifying"].includes(change.state)) return;
    if (!(await beginApplying(change))) return;
    const { plan } = change;
    const fact = factOf(plan.fact);
    const actions = [
      ...plan.operations.map(({ permission }) => permission),
      ...(await permissionsToRead(change, [fact])),
    ];
    try {
      const session = await changeSession(aws, change, actions);
      const took = await write(session, change, plan, fact);
      if (took === null) return;
      const live = (await readLive(session, change, [fact]))[fact];
      await recordApplied(change, performance.now() - took);
      await verify(change, plan, fact, live);
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === "throttled" || reason === "timeout") throw error;
      await endChange(change, "failed", `AWS refused the change: ${codeOf(error)}. What was there is still there.`);
    }
  },

  async lost({ changeId }, error) {
    const change = await findChange(changeId);
    if (change) await endChange(change, "failed", `It could not be applied: ${error}`);
  },
});

/**
 * Writes, if the live state is what was planned for. A worker that was killed after its write finds the planned state
 * already there, and only verifies.
 * @returns when the state was read last before the write; null where the change ended here
 */
async function write(session: MemberSession, change: ChangeRow, plan: Plan, fact: string): Promise<number | null> {
  const read = performance.now();
  const before = (await readLive(session, change, [fact]))[fact];
  if (!before?.known) {
    await endChange(
      change,
      "failed",
      `The live state could not be read (${before?.reason ?? "not collected"}). Nothing was changed.`,
    );
    return null;
  }
  const state = liveStateOf(before.value);
  if (change.state !== "approved" && state === liveStateOf(plan.after)) return read;
  if (state !== change.liveState) {
    await endChange(change, "contested", "The configuration changed after the plan was made. Nothing was written.");
    return null;
  }
  for (const operation of plan.operations)
    await perform(session, refOfChange(change), operation as unknown as Operation);
  return read;
}

/** Closes the finding on evidence: what was read after the write, judged like any reading. */
async function verify(change: ChangeRow, plan: Plan, fact: string, live: Fact | undefined): Promise<void> {
  if (!live?.known) {
    await endChange(change, "failed", "AWS took the change, and it could not be read back. The next scan will tell.");
    return;
  }
  await recordResource({
    accountId: change.accountId,
    resource: { resourceId: change.resourceId, facts: { [fact]: live }, only: true },
    at: now(),
    origin: "change",
    scanId: null,
    event: `change/${change.id}`,
    actor: change.approvedBy ?? change.requestedBy,
    ...(change.undoOf === null ? { change: { controlId: change.controlId, changeId: change.id } } : {}),
  });
  if (liveStateOf(live.value) !== liveStateOf(plan.after)) {
    await endChange(
      change,
      "contested",
      "Read back, the configuration is not what was written: somebody else changed it.",
    );
    return;
  }
  const { rows } = await pool().query("select from finding where resource_id = $1 and control_id = $2", [
    change.resourceId,
    change.controlId,
  ]);
  if (change.undoOf === null && rows.length > 0) {
    await endChange(change, "failed", "AWS has what was written, and the control still fails.");
  } else await endChange(change, "verified", null);
}
