import { Mark } from "@/components/ui/mark";
import { Table } from "@/components/ui/table";
import { type AccessKind, accessKinds } from "@/lib/engine/access-map";
import styles from "./access-table.module.css";

const heads: Readonly<Record<AccessKind, string>> = {
  list: "List",
  read: "Read",
  write: "Write",
  permissions: "Change",
};

/** Somebody who can reach a bucket, and what each kind of access comes to after all levels. */
export type ReachRow = {
  key: string;
  who: string;
  /** Beside the name, quietly: an account's name, "anonymous". */
  what: string;
  /** Whether nobody should be able to: it is marked. */
  alarming: boolean;
  access: Readonly<Record<AccessKind, "yes" | "no" | "unknown">>;
  by: string;
};

const words = { yes: "yes", no: "no", unknown: "not known" } as const;

/** Who can reach a bucket by its policies and lists, and what for: a filled box is access, a hatched one may be. */
export function AccessTable({ rows }: { rows: readonly ReachRow[] }) {
  return (
    <Table label="Who can reach it" stacked>
      <thead>
        <tr>
          <th scope="col">Who</th>
          {accessKinds.map((kind) => (
            <th key={kind} scope="col" className={styles.box}>
              {heads[kind]}
            </th>
          ))}
          <th scope="col">By way of</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, who, what, alarming, access, by }) => (
          <tr key={key}>
            <th scope="row" className={styles.who}>
              <span>
                {alarming ? <Mark of="fail" label="Open to everyone:" /> : <i />}
                <span>
                  {who} <span className="quiet small">{what}</span>
                </span>
              </span>
            </th>
            {accessKinds.map((kind) => (
              <td key={kind} className={styles.box} data-label={heads[kind]}>
                <i
                  role="img"
                  className={`${styles[access[kind]]} ${alarming ? styles.alarming : ""}`}
                  aria-label={words[access[kind]]}
                />
              </td>
            ))}
            <td className={styles.by} data-label="By way of">
              {by}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
