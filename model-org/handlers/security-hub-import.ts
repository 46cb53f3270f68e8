import type { AwsSecurityFinding, ImportFindingsError } from "@aws-sdk/client-securityhub";
import type { World } from "../world/world";

const isTime = (value: string | undefined): boolean =>
  value !== undefined && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/.test(value);

/** What is wrong with a finding, as BatchImportFindings says it; undefined for one it takes. */
export function wrongWith(
  world: World,
  finding: AwsSecurityFinding,
  accountId: string,
  region: string,
): ImportFindingsError | undefined {
  const why = reason(world, finding, accountId, region);
  return why === undefined ? undefined : { Id: finding.Id ?? "", ErrorCode: "InvalidInput", ErrorMessage: why };
}

/** https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html */
function reason(
  { partition }: World,
  finding: AwsSecurityFinding,
  accountId: string,
  region: string,
): string | undefined {
  const { Resources = [], Severity, Title = "", Description = "" } = finding;
  const product = `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`;
  if (finding.SchemaVersion !== "2018-10-08")
    return "Finding does not adhere to Amazon Finding Format. data.SchemaVersion should be '2018-10-08'.";
  if (!finding.Id || finding.Id.length > 512) return "data.Id should have between 1 and 512 characters.";
  if (finding.ProductArn !== product) return `data.ProductArn should be ${product}.`;
  if (!finding.GeneratorId) return "data should have required property 'GeneratorId'.";
  if (finding.AwsAccountId !== accountId) return "data.AwsAccountId should be the account that imports.";
  if (!isTime(finding.CreatedAt) || !isTime(finding.UpdatedAt))
    return "data.CreatedAt and data.UpdatedAt should be date-times.";
  if (
    Severity?.Label === undefined &&
    Severity?.Normalized === undefined &&
    finding.FindingProviderFields?.Severity?.Label === undefined
  )
    return "data should have required property 'Severity'.";
  if (!finding.Types?.length && !finding.FindingProviderFields?.Types?.length)
    return "data should have required property 'Types'.";
  if (Title.length === 0 || Title.length > 256) return "data.Title should have between 1 and 256 characters.";
  if (Description.length === 0 || Description.length > 1024)
    return "data.Description should have between 1 and 1024 characters.";
  if (Resources.length === 0 || Resources.length > 32) return "data.Resources should have between 1 and 32 items.";
  if (Resources.some(({ Id, Type }) => !Id || !Type))
    return "data.Resources should have required properties 'Id' and 'Type'.";
  return undefined;
}
