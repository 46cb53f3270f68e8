import { formatCount, formatCounted } from "@/components/format/format-count";
import { Table } from "@/components/ui/table";
import { type BlockState, blockStates, type LevelTally } from "@/lib/engine/closing-level";
import styles from "./level-table.module.css";
import { type Levels, levelWords } from "./level-words";

const words: Readonly<Record<BlockState, string>> = {
  all: "All four",
  some: "Some",
  none: "None",
  not_configured: "Not set",
  unknown: "Unknown",
};

/**
 * How many have all four settings on, some or none, at each level by itself.
 * @param regionsUnlisted regions of accounts whose access points nobody could list
 */
export function LevelTable({ levels, regionsUnlisted }: { levels: Levels; regionsUnlisted: number }) {
  return (
    <>
      <Table label="Settings on, by level" stacked>
        <thead>
          <tr>
            <th scope="col">Level</th>
            <th scope="col">
              <span className="visually-hidden">Drawn</span>
            </th>
            {blockStates.map((state) => (
              <th key={state} scope="col" className="num">
                {words[state]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {levelWords.map(({ level, name, unit }) => (
            <tr key={level}>
              <th scope="row" className={styles.level}>
                {name}
                <small>{unit}</small>
              </th>
              <td className={styles.drawn} aria-hidden="true">
                <Split tally={levels[level]} />
              </td>
              {blockStates.map((state) => (
                <td key={state} className={`num ${state === "all" ? "strong" : ""}`} data-label={words[state]}>
                  {formatCount(levels[level][state])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      {regionsUnlisted > 0 && (
        <p className={`quiet small ${styles.rest}`}>
          In {formatCounted(regionsUnlisted, "region of an account", "regions of accounts")} nobody could list access
          points: what is there is in no figure.
        </p>
      )}
    </>
  );
}

const Split = ({ tally }: { tally: LevelTally }) => (
  <span className={styles.split}>
    {blockStates.map(
      (state) =>
        tally[state] > 0 && <i key={state} className={`${styles[state]}`} style={{ flexGrow: tally[state] }} />,
    )}
  </span>
);
