import { statusOfByte, type VerdictByte } from "@/lib/engine/vector";

/**
 * What one verdict counts as. A waived failure counts under `waived` only; a failure that can no longer be read counts
 * as unknown, waived or not, for nobody can say that it still fails. `none` is counted nowhere: no resource, no
 * control, or the control is off there.
 */
export const countedAs = ["none", "pass", "fail", "not_applicable", "unknown", "waived", "not_judged"] as const;

export type CountedAs = (typeof countedAs)[number];

/** The counters, in the order of their columns. */
export const counters = ["pass", "fail", "not_applicable", "unknown", "waived", "not_judged"] as const;

export type Counter = (typeof counters)[number];

/** A verdict as counted, with the severity it is counted at: 0 informational … 4 critical. */
export type Standing = { as: CountedAs; severity: number };

export const nowhere: Standing = { as: "none", severity: 0 };

/**
 * @param byte what was judged
 * @param waived whether its open failure is waived
 * @param inUse whether the slot's control is in use: a slot that was given up is not waiting to be judged
 */
export function standingOf(byte: VerdictByte, waived: boolean, inUse: boolean): Standing {
  const status = statusOfByte(byte);
  const severity = (byte >> 3) & 7;
  switch (status) {
    case "off":
      return nowhere;
    case "not_judged":
      return inUse ? { as: "not_judged", severity } : nowhere;
    case "fail":
      return { as: waived ? "waived" : "fail", severity };
    default:
      return { as: status, severity };
  }
}
