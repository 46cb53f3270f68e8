import Link from "next/link";
import { formatCount, formatCounted } from "@/components/format/format-count";
import { href } from "@/components/format/href";
import { EmptyState } from "@/components/ui/empty-state";
import type { Coverage } from "@/lib/services/posture/summarize-coverage";

/** In place of a practice's page where no verdict stands: nothing was read yet, or there is nothing to read. */
export function NothingJudged({ coverage, name, ou }: { coverage: Coverage; name: string; ou: string }) {
  const { accounts, reached, judged } = coverage;
  if (accounts > 0 && reached === accounts) {
    return (
      <EmptyState kind="none" title={`${name} holds no bucket.`}>
        {accounts === 1 ? "Its account was" : `All of its ${accounts} accounts were`} read to the end.
      </EmptyState>
    );
  }
  if (judged > 0) {
    return (
      <EmptyState
        kind="unseen"
        title={`Of ${name}, ${formatCount(accounts - reached)} of ${formatCounted(accounts, "account")} could not be read.`}
        action={<Link href={href("/visibility", { ou })}>What we cannot see</Link>}
      >
        No bucket is known here, which does not mean that there is none.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      kind="unseen"
      title="A first scan reads every account, then judges what it read."
      action={<Link href={href("/scans", { ou })}>Watch the scan</Link>}
    >
      Figures appear here as accounts are judged. What could not be read will be listed under Visibility with the
      permission it needs.
    </EmptyState>
  );
}
