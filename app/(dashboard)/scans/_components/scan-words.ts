import { formatCount, formatCounted } from "@/components/format/format-count";
import type { ScanState, ScanView } from "@/lib/services/scans/view-scan";

/** The states of a scan, as a word. */
export const stateWords: Readonly<Record<ScanState, string>> = {
  planned: "Planned",
  collecting: "Collecting",
  judging: "Judging",
  complete: "Complete",
  partial: "Partial",
  failed: "Failed",
  cancelled: "Cancelled",
};

/** What a scan looks at. */
export function scopeWords({ scope, target, targetName }: Pick<ScanView, "scope" | "target" | "targetName">): string {
  if (scope === "full") return "The whole organization";
  if (scope === "resource") return target.slice(target.lastIndexOf(":") + 1);
  return targetName ?? target;
}

/** Who asked for it, or what. */
export function askedBy({ origin, requesterName }: Pick<ScanView, "origin" | "requesterName">): string {
  if (requesterName !== null) return origin === "cli" ? `${requesterName}, command line` : requesterName;
  const words = {
    schedule: "The schedule",
    start: "The first start",
    cli: "The command line",
    person: "Somebody",
    hint: "An event",
    replay: "The replay of the past",
  };
  return words[origin];
}

/** What a scan does now, in a sentence; the outcome of one that is over. */
export function scanSentence(scan: ScanView): string {
  switch (scan.state) {
    case "planned":
      return "Waiting for a worker to take it.";
    case "collecting":
      return scan.accounts === 0
        ? "Reading the organization: its units, accounts and policies."
        : "Reading the accounts.";
    case "judging":
      return "Judging what was read.";
    case "failed":
      return scan.because ?? "It failed, and the log says why.";
    case "cancelled":
      return `${scan.because ?? "It was cancelled."} What was read until then is kept.`;
    default:
      return outcome(scan);
  }
}

function outcome(scan: ScanView): string {
  const { accounts, accountsUnreachable, asked, answered } = scan;
  if (accounts === 0) return "No account of this unit was part of it.";
  const reached = accounts - accountsUnreachable;
  const unread = asked - answered;
  const places =
    accountsUnreachable === 0
      ? accounts === 1
        ? "The account was reached"
        : `All ${formatCount(accounts)} accounts were reached`
      : `${formatCount(reached)} of ${formatCounted(accounts, "account")} ${reached === 1 ? "was" : "were"} reached`;
  const answers =
    unread === 0
      ? `all ${formatCounted(asked, "question")} answered`
      : `${formatCount(unread)} of ${formatCounted(asked, "question")} not answered`;
  return `${places}, ${answers}.`;
}

/** @returns how long a scan took, or has taken until it was looked at, in milliseconds; null before it began */
export function tookMs({
  startedAt,
  finishedAt,
  at,
}: Pick<ScanView, "startedAt" | "finishedAt" | "at">): number | null {
  if (startedAt === null) return null;
  return new Date(finishedAt ?? at).getTime() - new Date(startedAt).getTime();
}
