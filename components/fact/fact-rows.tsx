import { formatAge } from "@/components/format/format-age";
import { Mark } from "@/components/ui/mark";
import { Table } from "@/components/ui/table";
import { wordsOf } from "@/components/verdict/reason-words";
import type { Fact } from "@/lib/model/fact";
import type { FactPath } from "@/lib/model/fact-schema";
import { factSources, factTitles } from "@/lib/model/fact-source";
import styles from "./fact-rows.module.css";
import { valueWords } from "./value-words";

export type ShownFact = { path: FactPath; fact: Fact | null; lastKnown?: { v: unknown } | undefined };

const nameOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** Facts with their value, the call they were read with and their age; an unread one says why and what is missing. */
export function FactRows({
  label,
  facts,
  readAt,
  at,
}: {
  label: string;
  facts: readonly ShownFact[];
  readAt: Date | null;
  at: Date;
}) {
  return (
    <Table label={label} tight stacked>
      <thead>
        <tr>
          <th scope="col">Fact</th>
          <th scope="col">Value</th>
          <th scope="col">Read with</th>
          <th scope="col" className="num">
            Age
          </th>
        </tr>
      </thead>
      <tbody>
        {facts.map(({ path, fact, lastKnown }) => (
          <tr key={path}>
            <th scope="row">{factTitles[path]}</th>
            <td className={styles.value} data-label="Value">
              <FactValue name={nameOf(path)} fact={fact} lastKnown={lastKnown} />
            </td>
            <td className={`mono small ${styles.call}`} data-label="Read with">
              {factSources[path]}
            </td>
            <td className="num" data-label="Age">
              {fact?.known && readAt ? formatAge(readAt, at) : "–"}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function FactValue({
  name,
  fact,
  lastKnown,
}: {
  name: string;
  fact: Fact | null;
  lastKnown?: { v: unknown } | undefined;
}) {
  if (fact?.known) return <>{valueWords(name, fact.value)}</>;
  return (
    <span className={styles.unread}>
      <Mark of="unknown" label="Unknown:" /> {fact ? wordsOf(fact.reason) : "it was not read yet"}
      {fact?.permission && (
        <>
          {" "}
          (<span className="mono small">{fact.permission}</span>)
        </>
      )}
      {lastKnown && <span className={styles.last}>Read last: {valueWords(name, lastKnown.v)}</span>}
    </span>
  );
}
