import { formatCount, formatCounted } from "@/components/format/format-count";
import type { LoggingCoverage, LogTargets } from "@/lib/services/coverage/read-logging";
import { ofUnknown, tooLittle } from "../../_components/of-unknown";

/** The reading of the page: of how many buckets requests are logged. */
export function readingOf({ logging }: Pick<LoggingCoverage, "logging">): string {
  const { counts, judged, sight } = logging;
  const { pass, fail, waived, notApplicable } = counts;
  if (judged.of > 0 && sight === "no_score") return tooLittle;
  const unknown = ofUnknown(judged.of - judged.judged);
  if (pass + fail === 0) {
    if (waived > 0) return `No request is logged, and that is waived for ${formatCounted(waived, "bucket")}.`;
    return notApplicable === 1
      ? "The one bucket here receives logs itself, so none is asked to log."
      : `All ${formatCount(notApplicable)} buckets receive logs themselves, so none is asked to log.`;
  }
  if (fail === 0) {
    const all = pass === 1 ? "the one bucket" : `all ${formatCount(pass)} buckets`;
    return `Requests are logged on ${all} judged${waived > 0 ? ", waived ones aside" : ""}.${unknown}`;
  }
  return `Requests are logged on ${formatCount(pass)} of ${formatCounted(pass + fail, "bucket")} judged.${unknown}`;
}

/** One sentence on where logs go; null where nothing is logged anywhere. */
export function goSay({ total, lost, targets }: LogTargets): string | null {
  if (total === 0) return null;
  const to = total === 1 ? `One bucket receives logs` : `${formatCount(total)} buckets receive logs`;
  const itself = targets.some((target) => target.itself)
    ? " A bucket that logs to itself logs every delivery again."
    : "";
  if (lost.targets === 0) return `${to}, and the inventory has ${total === 1 ? "it" : "all of them"}.${itself}`;
  const away = lost.targets === 1 ? "one of them" : `${formatCount(lost.targets)} of them`;
  return `${to}; the inventory does not have ${total === 1 ? "it" : away}, and whether what ${formatCounted(lost.sources, "bucket sends", "buckets send")} there arrives is not known.${itself}`;
}
