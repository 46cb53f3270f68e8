import * as Api from "@aws-sdk/client-organizations";
import { list } from "../iam/document";
import type { PolicyType } from "../world/configuration";
import type { ManagementType } from "../world/organization/policy-types";
import { childControl, isObject, type JsonObject, settingOperators } from "../world/policy-inheritance";
import { constraint } from "./organization-errors";

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const longest: Readonly<Partial<Record<PolicyType, number>>> = {
  SERVICE_CONTROL_POLICY: 10_240,
  RESOURCE_CONTROL_POLICY: 5_120,
};
const longestOther = 10_000;

/** What a management policy begins with. */
const topKeys: Readonly<Record<ManagementType, string>> = {
  S3_POLICY: "s3_attributes",
  TAG_POLICY: "tags",
  BACKUP_POLICY: "plans",
  DECLARATIVE_POLICY_EC2: "ec2_attributes",
};

const underRcp = /^(s3|sts|kms|sqs|secretsmanager|logs|dynamodb|ecr|cognito-idp|aoss|cognito-identity):/;

/**
 * @returns the content of a policy as AWS would take it
 * @throws MalformedPolicyDocumentException for what it refuses, ConstraintViolationException for too much
 */
export function wellFormed(type: PolicyType, content = ""): string {
  if (content.length > (longest[type] ?? longestOther)) {
    throw constraint(
      "POLICY_CONTENT_LIMIT_EXCEEDED",
      "You attempted to create a policy that is larger than the maximum size.",
    );
  }
  const document = parsed(content);
  if (isObject(document) && isWellFormed(type, document)) return content;
  throw new Api.MalformedPolicyDocumentException({
    message: "The provided policy document does not meet the requirements of the specified policy type.",
    $metadata: {},
  });
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function isWellFormed(type: PolicyType, document: JsonObject): boolean {
  switch (type) {
    case "SERVICE_CONTROL_POLICY":
      return statementsAre(document, isScpStatement);
    case "RESOURCE_CONTROL_POLICY":
      return statementsAre(document, isRcpStatement);
    case "S3_POLICY":
      return hasOnly(document, topKeys[type]) && isSettings(document) && isS3(document[topKeys[type]]);
    default:
      return hasOnly(document, topKeys[type]) && isSettings(document);
  }
}

const hasOnly = (document: JsonObject, key: string): boolean =>
  Object.keys(document).every((one) => one === key) && isObject(document[key]);

function statementsAre(document: JsonObject, fits: (statement: JsonObject) => boolean): boolean {
  const statements = list(document["Statement"]);
  return statements.length > 0 && statements.every((one) => isObject(one) && fits(one));
}

const isScpStatement = (statement: JsonObject): boolean =>
  ["Allow", "Deny"].includes(String(statement["Effect"])) &&
  ("Action" in statement || "NotAction" in statement) &&
  ("Resource" in statement || "NotResource" in statement) &&
  !("Principal" in statement || "NotPrincipal" in statement);

/** A customer's own only denies, to everybody, and names actions of services it reaches. */
const isRcpStatement = (statement: JsonObject): boolean =>
  statement["Effect"] === "Deny" &&
  statement["Principal"] === "*" &&
  list(statement["Action"]).length > 0 &&
  list(statement["Action"]).every((action) => underRcp.test(String(action))) &&
  ("Resource" in statement || "NotResource" in statement);

function isS3(attributes: unknown): boolean {
  const name = "public_access_block_configuration";
  if (!isObject(attributes)) return false;
  if (Object.keys(attributes).some((key) => key !== name && key !== childControl)) return false;
  const block = attributes[name];
  if (!isObject(block) || "@@append" in block || "@@remove" in block) return false;
  return !("@@assign" in block) || block["@@assign"] === "all" || block["@@assign"] === "none";
}

const controls = ["@@all", "@@none", ...settingOperators];

/** Settings are nested down to operators: no value stands without one, and no operator is unknown. */
function isSettings(node: JsonObject): boolean {
  return Object.entries(node).every(([key, value]) => {
    if (key === childControl) return list(value).every((one) => controls.includes(String(one)));
    if (key === "@@append" || key === "@@remove") return Array.isArray(value);
    if (key === "@@assign") return true;
    return !key.startsWith("@@") && isObject(value) && isSettings(value);
  });
}
