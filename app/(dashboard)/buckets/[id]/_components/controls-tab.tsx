import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import { SeverityMark } from "@/components/ui/severity-mark";
import { Table } from "@/components/ui/table";
import { wordsOf } from "@/components/verdict/reason-words";
import { VerdictMark } from "@/components/verdict/verdict-mark";
import { severityRank } from "@/lib/model/severity";
import type { ExplainedVerdict, ResourceView } from "@/lib/services/buckets/read-bucket";

const order = ["fail", "unknown", "pass", "not_applicable"];

const rank = ({ verdict }: ExplainedVerdict): number => (verdict === "off" ? 9 : order.indexOf(verdict.status));

function why({ verdict }: ExplainedVerdict): string {
  if (verdict === "off") return "Switched off here.";
  if (verdict.status !== "unknown") return verdict.because ?? "";
  const missing = verdict.missing.map(
    ({ reason, permission }) => wordsOf(reason) + (permission ? ` (${permission})` : ""),
  );
  return verdict.because ?? [...new Set(missing)].join("; ");
}

const gravity = ({ severity }: ExplainedVerdict): number => (severity ? severityRank(severity) : 0);

/** What every control says: failures first, the gravest of them first. */
export function ControlsTab({ view }: { view: ResourceView }) {
  if (view.verdicts.length === 0) return <EmptyState kind="unseen" title="No control has judged it yet." />;
  return (
    <Table label="Verdicts" stacked>
      <thead>
        <tr>
          <th scope="col">Verdict</th>
          <th scope="col">Control</th>
          <th scope="col">Why</th>
          <th scope="col">Severity</th>
        </tr>
      </thead>
      <tbody>
        {view.verdicts
          .toSorted((a, b) => rank(a) - rank(b) || gravity(b) - gravity(a))
          .map((one) => (
            <tr key={one.controlId}>
              <td>
                {one.verdict === "off" ? <span className="quiet">Off</span> : <VerdictMark of={one.verdict.status} />}
              </td>
              <th scope="row">
                <Link href={`/findings/${one.controlId}/${view.head.id}`}>{one.title}</Link>
              </th>
              <td className="soft">{why(one)}</td>
              <td>
                {one.severity && one.verdict !== "off" && one.verdict.status !== "pass" && (
                  <SeverityMark of={one.severity} />
                )}
              </td>
            </tr>
          ))}
      </tbody>
    </Table>
  );
}
