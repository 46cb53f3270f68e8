import Link from "next/link";
import { formatCount } from "@/components/format/format-count";
import { formatShare } from "@/components/format/format-share";
import { href } from "@/components/format/href";
import { SeverityMark } from "@/components/ui/severity-mark";
import { Table } from "@/components/ui/table";
import { Waterline } from "@/components/ui/waterline";
import { shareOf } from "@/lib/engine/score";
import { resourceTypeWords } from "@/lib/model/resource";
import type { ControlCoverage } from "@/lib/services/coverage/control-coverage";
import styles from "./controls-table.module.css";

/** Controls side by side: their verdicts in figures that are never summed, each over the share it could judge. */
export function ControlsTable({ controls, ou }: { controls: readonly ControlCoverage[]; ou: string }) {
  return (
    <Table label="Controls" stacked>
      <thead>
        <tr>
          <th scope="col">Control</th>
          <th scope="col">Severity</th>
          <th scope="col">Asked of</th>
          <th scope="col" className="num">
            Pass
          </th>
          <th scope="col" className="num">
            Fail
          </th>
          <th scope="col" className="num">
            Unknown
          </th>
          <th scope="col" className="num">
            Waived
          </th>
          <th scope="col" className="num">
            Not applicable
          </th>
          <th scope="col" className={styles.judgedHead}>
            Judged
          </th>
        </tr>
      </thead>
      <tbody>
        {controls.map(({ controlId, title, severity, resource, counts, judged }) => (
          <tr key={controlId}>
            <th scope="row">
              <Link className={styles.title} href={href("/findings", { ou, control: controlId })} prefetch={false}>
                {title}
              </Link>
            </th>
            <td>
              <SeverityMark of={severity} />
            </td>
            <td className="soft">{resourceTypeWords[resource].many}</td>
            <td className="num" data-label="Pass">
              {formatCount(counts.pass)}
            </td>
            <td className={`num ${counts.fail > 0 ? styles.fails : ""}`} data-label="Fail">
              {formatCount(counts.fail)}
            </td>
            <td className="num" data-label="Unknown">
              {formatCount(counts.unknown)}
            </td>
            <td className="num" data-label="Waived">
              {formatCount(counts.waived)}
            </td>
            <td className="num" data-label="Not applicable">
              {formatCount(counts.notApplicable)}
            </td>
            <td className={styles.judged} data-label="Judged">
              {judged.of === 0 ? (
                <span className="quiet">nothing asked</span>
              ) : (
                <span>
                  {formatShare(shareOf(judged))}
                  <Waterline seen={shareOf(judged)} of="judged" />
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
