import type {
  AwsSecurityFinding,
  AwsSecurityFindingFilters,
  DateFilter,
  StringFilter,
} from "@aws-sdk/client-securityhub";
import { AwsError } from "../wire/aws-error";
import { valuesAt } from "./config-query-run";

/** Filters of GetFindings, by what they look at. */
const paths: Readonly<Record<string, string>> = {
  AwsAccountId: "AwsAccountId",
  ComplianceSecurityControlId: "Compliance.SecurityControlId",
  ComplianceStatus: "Compliance.Status",
  CreatedAt: "CreatedAt",
  GeneratorId: "GeneratorId",
  Id: "Id",
  ProductArn: "ProductArn",
  ProductName: "ProductName",
  RecordState: "RecordState",
  Region: "Region",
  ResourceId: "Resources.Id",
  ResourceType: "Resources.Type",
  SeverityLabel: "Severity.Label",
  Title: "Title",
  Type: "Types",
  UpdatedAt: "UpdatedAt",
  WorkflowStatus: "Workflow.Status",
};

/** @throws AwsError 501 for a filter that is not modelled: leaving it out would answer too much */
export function refuseOtherFilters(filters: AwsSecurityFindingFilters | undefined): void {
  const other = Object.entries(filters ?? {}).find(([name, given]) => given !== undefined && !(name in paths));
  if (other) throw new AwsError("NotImplemented", `The filter ${other[0]} is not modelled.`, 501);
}

/** @returns whether a finding passes every filter: of several values of one, any; of those that exclude, all */
export function passes(finding: AwsSecurityFinding, filters: AwsSecurityFindingFilters | undefined): boolean {
  return Object.entries(filters ?? {}).every(([name, given]) => {
    if (!given?.length) return true;
    const values = valuesAt(finding, paths[name] ?? name).map(String);
    if (name.endsWith("At")) return (given as DateFilter[]).some((one) => values.some((value) => within(value, one)));
    const all = given as StringFilter[];
    const including = all.filter(({ Comparison }) => !Comparison?.includes("NOT"));
    const excluding = all.filter(({ Comparison }) => Comparison?.includes("NOT"));
    return (
      (including.length === 0 || including.some((one) => values.some((value) => matches(value, one)))) &&
      excluding.every((one) => !values.some((value) => matches(value, one)))
    );
  });
}

function matches(value: string, { Value = "", Comparison = "EQUALS" }: StringFilter): boolean {
  if (Comparison.startsWith("PREFIX")) return value.startsWith(Value);
  return Comparison.includes("CONTAINS") ? value.includes(Value) : value === Value;
}

const within = (value: string, { Start, End }: DateFilter): boolean =>
  (!Start || new Date(value) >= new Date(Start)) && (!End || new Date(value) <= new Date(End));
