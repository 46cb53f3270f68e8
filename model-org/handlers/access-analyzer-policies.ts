import type * as Api from "@aws-sdk/client-accessanalyzer";
import { list, type Statement, statementsOf } from "../iam/document";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import { isPublicPolicy } from "../world/read-policy";
import { invalid } from "./access-analyzer-find";

/** Types of which the model knows when a policy is public. */
const modelled: ReadonlySet<string> = new Set([
  "AWS::S3::Bucket",
  "AWS::S3::AccessPoint",
  "AWS::S3::MultiRegionAccessPoint",
  "AWS::S3Express::DirectoryBucket",
]);

/** Checks of a policy that no resource has yet. */
export function checks(): HandlersOf<typeof Api> {
  return {
    CheckNoPublicAccess({ policyDocument = "", resourceType }) {
      if (!modelled.has(resourceType ?? "")) {
        throw new AwsError("NotImplemented", `Policies of ${resourceType} are not modelled.`, 501);
      }
      if (!parsed(policyDocument)) throw invalid("The policy document is not valid JSON.");
      const open = statementsOf(policyDocument).flatMap((statement, n) =>
        isPublicPolicy(JSON.stringify({ Statement: [statement] })) ? [{ statement, n }] : [],
      );
      if (open.length === 0) return { result: "PASS", message: "The resource policy does not grant public access." };
      return {
        result: "FAIL",
        message: "The resource policy grants public access for the given resource type.",
        reasons: open.map(({ statement: { Sid }, n }) => ({
          description: `Public access granted in the following statement with index: ${n}.`,
          statementIndex: n,
          ...(Sid ? { statementId: Sid } : {}),
        })),
      };
    },
    /** The grammar only, and what is missing: whether actions exist is not of the model. */
    ValidatePolicy({ policyDocument = "", policyType }) {
      const document = parsed(policyDocument);
      if (!document) return { findings: [finding("ERROR", "JSON_SYNTAX_ERROR", "Fix the JSON syntax error.")] };
      const found: Api.ValidatePolicyFinding[] = [];
      if (document.Version === undefined) {
        found.push(
          finding("WARNING", "MISSING_VERSION", "We recommend that you specify the Version element.", "Version"),
        );
      }
      const statements = list(document.Statement) as Statement[];
      if (statements.length === 0)
        found.push(finding("ERROR", "MISSING_STATEMENT", "Add a Statement element.", "Statement"));
      for (const statement of statements) found.push(...missing(statement, policyType));
      return { findings: found };
    },
  };
}

function missing(statement: Statement, type: Api.PolicyType | undefined): Api.ValidatePolicyFinding[] {
  const found: Api.ValidatePolicyFinding[] = [];
  const need = (present: boolean, code: string, element: string) => {
    if (!present) found.push(finding("ERROR", code, `Add a ${element} element to the statement.`, element));
  };
  need(statement.Effect !== undefined, "MISSING_EFFECT", "Effect");
  need(statement.Action !== undefined || statement.NotAction !== undefined, "MISSING_ACTION", "Action");
  const resource = statement.Resource !== undefined || statement.NotResource !== undefined;
  if (type !== "RESOURCE_POLICY") need(resource, "MISSING_RESOURCE", "Resource");
  const principal = statement.Principal !== undefined || statement.NotPrincipal !== undefined;
  if (type === "RESOURCE_POLICY") need(principal, "MISSING_PRINCIPAL", "Principal");
  else if (principal && type === "IDENTITY_POLICY") {
    found.push(
      finding("ERROR", "UNSUPPORTED_PRINCIPAL", "The policy type does not support the Principal element.", "Principal"),
    );
  }
  return found;
}

function parsed(text: string): { Version?: unknown; Statement?: unknown } | undefined {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === "object" && document !== null ? document : undefined;
  } catch {
    return undefined;
  }
}

const start = { line: 1, column: 0, offset: 0 };

const finding = (
  findingType: Api.ValidatePolicyFindingType,
  issueCode: string,
  findingDetails: string,
  element?: string,
): Api.ValidatePolicyFinding => ({
  findingType,
  issueCode,
  findingDetails,
  learnMoreLink: `https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-${findingType.toLowerCase()}-${issueCode.toLowerCase().replaceAll("_", "-")}`,
  locations: [{ path: element ? [{ value: element }] : [], span: { start, end: start } }],
});
