import { formatCount } from "@/components/format/format-count";
import styles from "./progress-bar.module.css";

/** How far something is. @param label what is being done, as in "Accounts collected" */
export function ProgressBar({ label, done, of }: { label: string; done: number; of: number }) {
  const share = of === 0 ? 0 : Math.min(1, done / of);
  return (
    <div className={styles.progress}>
      <span className={styles.label}>{label}</span>
      <progress className="visually-hidden" aria-label={label} value={done} max={Math.max(of, 1)} />
      <span className={styles.track} aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </span>
      <span className="num">
        {formatCount(done)} of {formatCount(of)}
      </span>
    </div>
  );
}
