import { findChange } from "@/lib/data/change/change";
import { planChange } from "@/lib/jobs/plan-change";
import { environment } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { ownFactsOf, planRemediation, planUndo } from "@/lib/services/changes/plan-remediation";
import { endChange, recordPlan } from "@/lib/services/changes/record-step";
import { factOf, permissionsToRead, readLive } from "../apply/read-live";
import { changeSession } from "../apply/session";
import { codeOf, reasonOf } from "../runtime/classify";
import { defineHandler } from "../runtime/handler";

export default defineHandler({
  job: planChange,

  async handle({ changeId }, { aws }) {
    const change = await findChange(changeId);
    if (change?.state !== "planned" || change.plan !== null) return;
    const original = change.undoOf === null ? undefined : await findChange(change.undoOf);
    if (change.undoOf !== null && !original?.plan) throw new AppError("conflict", "The change to undo has no plan.");
    const facts = original?.plan ? [factOf(original.plan.fact)] : ownFactsOf(change.controlSlug);
    try {
      const session = await changeSession(aws, change, await permissionsToRead(change, facts));
      const live = await readLive(session, change, facts);
      const [first = ""] = facts;
      const planned = original?.plan
        ? planUndo(original.plan, live[first] ?? { known: false, reason: "not_collected" })
        : await planRemediation(change, live);
      if ("plan" in planned) await recordPlan(change, planned.plan);
      else await endChange(change, "expired", planned.because);
    } catch (error) {
      if (!["denied", "account_unreachable"].includes(reasonOf(error))) throw error;
      const because = `The role ${environment().remediateRole} could not be assumed in this account: AWS answered ${codeOf(error)}. Nothing was changed.`;
      await endChange(change, "failed", because);
    }
  },

  async lost({ changeId }, error) {
    const change = await findChange(changeId);
    if (change) await endChange(change, "failed", `No plan could be made: ${error}`);
  },
});
