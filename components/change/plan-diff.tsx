import { Mark } from "@/components/ui/mark";
import styles from "./plan-diff.module.css";

/** One member of a configuration, before and after, as AWS spells it. */
export type PlanRow = { name: string; before: string; after: string; changes: boolean };

const asAws = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const words = (value: unknown): string =>
  value === undefined || value === null ? "not configured" : typeof value === "string" ? value : JSON.stringify(value);

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};

/** @returns the members of two configurations side by side; `null` on a side is "not configured" */
export function planRows(before: unknown, after: unknown): PlanRow[] {
  const [was, becomes] = [membersOf(before), membersOf(after)];
  const names = [...new Set([...Object.keys(becomes), ...Object.keys(was)])];
  return names.map((name) => {
    const row = { name: asAws(name), before: words(was[name]), after: words(becomes[name]) };
    return { ...row, changes: row.before !== row.after };
  });
}

/**
 * What a call changes, member by member. Magenta while it is only proposed: nothing that exists is magenta.
 * @param done whether it was read back as written
 */
export function PlanDiff({
  calls,
  before,
  after,
  done,
}: {
  calls: readonly string[];
  before: unknown;
  after: unknown;
  done: boolean;
}) {
  const rows = planRows(before, after);
  const changing = rows.filter(({ changes }) => changes).length;
  return (
    <div className={styles.diff}>
      <div className={styles.head}>
        <span className="mono small">{calls.join(", ")}</span>
        {!done && (
          <span className={`small ${styles.sign}`}>
            <Mark of="proposed" /> proposed
          </span>
        )}
        <span className="small quiet">
          {after === null
            ? "the configuration is deleted"
            : before === null
              ? done
                ? "was not configured"
                : "not configured now"
              : `${changing} of ${rows.length} ${done ? "changed" : "change"}`}
        </span>
      </div>
      <div className={styles.rows}>
        {rows.map(({ name, before: was, after: becomes, changes }) =>
          changes ? (
            <Row key={name} name={name} was={was} becomes={becomes} done={done} />
          ) : (
            <Same key={name} name={name} value={becomes} />
          ),
        )}
      </div>
    </div>
  );
}

const Row = ({ name, was, becomes, done }: { name: string; was: string; becomes: string; done: boolean }) => (
  <>
    <span className={done ? undefined : styles.sign} aria-hidden="true">
      ±
    </span>
    <span>{name}</span>
    <del className={styles.before}>{was}</del>
    <ins className={`${styles.after} ${done ? styles.done : styles.proposed}`}>{becomes}</ins>
  </>
);

const Same = ({ name, value }: { name: string; value: string }) => (
  <>
    <span />
    <span className={styles.same}>{name}</span>
    <span className={styles.same}>{value}</span>
    <span className={styles.same}>stays</span>
  </>
);
