import Link from "next/link";
import { formatCount, formatCounted } from "@/components/format/format-count";
import { href } from "@/components/format/href";
import { Notice } from "@/components/ui/notice";
import { wordsOf } from "@/components/verdict/reason-words";
import type { UnknownReasonCount } from "@/lib/services/exposure/list-exposure";

/** Why verdicts of a control are unknown, with the permissions that are missing. Nothing where none is. */
export function UnknownBecause({
  reasons,
  controlId,
  ou,
}: {
  reasons: readonly UnknownReasonCount[];
  controlId: string;
  ou: string;
}) {
  if (reasons.length === 0) return null;
  const n = reasons.reduce((sum, one) => sum + one.n, 0);
  const shown = reasons.slice(0, 4);
  return (
    <Notice
      kind="unseen"
      title={`${formatCounted(n, "bucket")} cannot be judged.`}
      action={<Link href={href("/findings", { ou, control: controlId, kind: "unknown" })}>Open</Link>}
    >
      {shown.map(({ reason, permission, n: of }, i) => (
        <span key={`${reason}/${permission}`}>
          {i > 0 && "; "}
          {formatCount(of)}: {wordsOf(reason)}
          {permission && (
            <>
              , needs <code>{permission}</code>
            </>
          )}
        </span>
      ))}
      {reasons.length > shown.length && `; ${formatCounted(reasons.length - shown.length, "more reason")}`}.
    </Notice>
  );
}
