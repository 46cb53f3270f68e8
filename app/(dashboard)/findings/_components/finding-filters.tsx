import { href } from "@/components/format/href";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { practices } from "@/lib/model/practice";
import { severities } from "@/lib/model/severity";
import type { FindingFilter } from "@/lib/services/findings/finding-filter";
import styles from "../findings.module.css";

/** The filters of the list: a plain form, so that every state has an address. */
export function FindingFilters({ filter, ou }: { filter: FindingFilter; ou: string }) {
  return (
    <form className={styles.filters} action="/findings" method="get" aria-label="Filter findings">
      <input type="hidden" name="ou" value={ou} />
      {filter.control && <input type="hidden" name="control" value={filter.control} />}
      <Select size="filter" name="kind" aria-label="Verdict" defaultValue={filter.kind ?? ""}>
        <option value="">Fail and unknown</option>
        <option value="fail">Fail</option>
        <option value="unknown">Unknown</option>
        <option value="waived">Waived</option>
      </Select>
      <Select size="filter" name="severity" aria-label="Severity" defaultValue={filter.severity ?? ""}>
        <option value="">Any severity</option>
        {severities.toReversed().map((severity) => (
          <option key={severity} value={severity}>
            {severity.charAt(0).toUpperCase() + severity.slice(1)}
          </option>
        ))}
      </Select>
      <Select size="filter" name="practice" aria-label="Practice" defaultValue={filter.practice ?? ""}>
        <option value="">Every practice</option>
        {practices.map(({ number, title }) => (
          <option key={number} value={number}>
            {number} {title}
          </option>
        ))}
      </Select>
      <Input
        size="filter"
        type="search"
        name="q"
        aria-label="Name of the resource"
        placeholder="Name"
        defaultValue={filter.q ?? ""}
      />
      <Button type="submit">Filter</Button>
      {Object.values(filter).some((value) => value !== undefined) && (
        <ButtonLink href={href("/findings", { ou })}>Clear</ButtonLink>
      )}
      <ButtonLink href={href("/api/export/findings", { ou }, filter)} download>
        CSV of this view
      </ButtonLink>
    </form>
  );
}
