import { Table } from "@/components/ui/table";
import type { FactPath } from "@/lib/model/fact-schema";
import { factSources, factTitles } from "@/lib/model/fact-source";
import type { TalliedFact, TalliedRegion } from "@/lib/services/scans/read-scan";
import { Num } from "./scan-accounts";

const heads = ["Asked", "Known", "Not configured", "Denied", "Throttled", "Other", "Calls"] as const;

type Counts = Omit<TalliedFact, "fact">;

const Figures = ({ of }: { of: Counts }) => (
  <>
    <Num label="Asked" n={of.asked} />
    <Num label="Known" n={of.known} />
    <Num label="Not configured" n={of.notConfigured} />
    <Num label="Denied" n={of.denied} />
    <Num label="Throttled" n={of.throttled} />
    <Num label="Other" n={of.otherUnknown} />
    <Num label="Calls" n={of.calls} />
  </>
);

const Heads = () =>
  heads.map((title) => (
    <th key={title} scope="col" className="num">
      {title}
    </th>
  ));

/** How AWS answered, by fact: the call it was read with beside it. */
export function ScanFacts({ facts }: { facts: readonly TalliedFact[] }) {
  return (
    <Table label="Questions by fact" tight stacked>
      <thead>
        <tr>
          <th scope="col">Fact</th>
          <th scope="col">Read with</th>
          <Heads />
        </tr>
      </thead>
      <tbody>
        {facts.map((tally) => (
          <tr key={tally.fact}>
            <th scope="row">{factTitles[tally.fact as FactPath] ?? "The account as a whole"}</th>
            <td className="mono small soft" data-label="Read with">
              {factSources[tally.fact as FactPath] ?? "AssumeRole"}
            </td>
            <Figures of={tally} />
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** How AWS answered, by region. */
export function ScanRegions({ regions }: { regions: readonly TalliedRegion[] }) {
  return (
    <Table label="Questions by region" tight stacked>
      <thead>
        <tr>
          <th scope="col">Region</th>
          <th scope="col" className="num">
            Accounts
          </th>
          <Heads />
        </tr>
      </thead>
      <tbody>
        {regions.map((tally) => (
          <tr key={tally.region}>
            <th scope="row">{tally.region === "" ? "No region: the account itself" : tally.region}</th>
            <Num label="Accounts" n={tally.accounts} />
            <Figures of={tally} />
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
