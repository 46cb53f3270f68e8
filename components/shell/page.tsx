import type { ReactNode } from "react";
import { formatAge } from "@/components/format/format-age";
import { formatDay } from "@/components/format/format-day";
import { Notice } from "@/components/ui/notice";
import type { Coverage } from "@/lib/services/posture/summarize-coverage";
import type { ReplayView } from "@/lib/services/replay/read-replay";
import { CoverageLine } from "./coverage-line";
import { GoTo } from "./go-to";
import styles from "./page.module.css";
import { type PickableScope, ScopePicker } from "./scope-picker";

/** What `pageScope` says of a page: its unit, the units there are, how much was seen, what of its address was ignored. */
export type ShownScope = {
  ou: PickableScope;
  ous: readonly PickableScope[];
  coverage: Coverage;
  notices: readonly string[];
  at: Date;
  replay: ReplayView | null;
};

/**
 * A signed-in page: scope bar, waterline and coverage, then its reading and evidence.
 * @param reading the page's `h1`: one sentence that answers the question of the person who came
 * @param says one or two sentences more
 * @param actions buttons at the right of the reading
 * @param bare leaves the margins to the content, for a list with a panel beside it; the reading is then its own
 */
export function Page({
  scope,
  reading,
  says,
  actions,
  bare = false,
  children,
}: {
  scope: ShownScope;
  reading?: ReactNode;
  says?: ReactNode;
  actions?: ReactNode;
  bare?: boolean;
  children: ReactNode;
}) {
  return (
    <>
      <div className={styles.bar}>
        <ScopePicker scopes={scope.ous} current={scope.ou} />
        <span className={styles.spacer} />
        <GoTo ou={scope.ou.awsId} />
        <span className={styles.asOf} title={`Drawn ${scope.at.toISOString().slice(0, 19).replace("T", " ")} UTC`}>
          As of <b>{scope.replay?.state === "arriving" ? formatDay(scope.at) : "now"}</b>
          {scope.coverage.newestFact && (
            <span>, newest facts {formatAge(scope.coverage.newestFact, scope.at)} old</span>
          )}
        </span>
      </div>
      <CoverageLine coverage={scope.coverage} at={scope.at} ouAwsId={scope.ou.awsId} />
      <main className={bare ? styles.bare : styles.page} id="main" tabIndex={-1}>
        {scope.notices.length > 0 && (
          <Notice kind="refused" title="Part of this address was ignored.">
            {scope.notices.map((notice) => (
              <p key={notice}>{notice}</p>
            ))}
          </Notice>
        )}
        {(reading || actions) && (
          <div className={styles.head}>
            <div>
              {reading && <h1 className={styles.reading}>{reading}</h1>}
              {says && <p className={styles.says}>{says}</p>}
            </div>
            {actions && <div className={styles.actions}>{actions}</div>}
          </div>
        )}
        {children}
      </main>
    </>
  );
}
