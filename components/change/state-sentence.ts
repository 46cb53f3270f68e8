import type { ChangeView } from "@/lib/services/changes/view-change";

/** How far a change is, in a sentence. */
export function stateSentence(change: ChangeView): string {
  const { state, plan, because, approvedBy, windowMs } = change;
  switch (state) {
    case "planned":
      return plan
        ? "This is the plan for what is configured now. Nothing was changed yet."
        : "The remediator reads what is configured now and computes the exact calls.";
    case "approved":
      return `Confirmed by ${approvedBy ?? "somebody"}. The remediator takes it next.`;
    case "applying":
      return "It compares what is configured with the plan, and writes.";
    case "verifying":
      return "AWS took it. It is read back and judged.";
    case "verified":
      return `Verified: it was read back as planned${windowMs === null ? "" : `, ${windowMs} ms after it was read last`}${
        change.undoOf === null ? ", and the finding is closed." : "."
      }`;
    case "undone":
      return because ?? "It was undone.";
    default:
      return because ?? state;
  }
}
