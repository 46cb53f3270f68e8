import { list, type Statement, statementsOf } from "../iam/document";

const isAnyone = (principal: unknown): boolean =>
  principal === "*" ||
  (typeof principal === "object" && principal !== null && list((principal as { AWS?: unknown }).AWS).includes("*"));

/**
 * Condition keys whose fixed values narrow anyone to someone.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
const narrowing = new Set([
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceowner",
  "aws:sourceorgid",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
]);

function isNarrow({ Condition }: Statement): boolean {
  return Object.entries(Condition ?? {}).some(
    ([operator, keys]) =>
      /^(StringEquals|StringLike|ArnEquals|ArnLike)$/i.test(operator) &&
      Object.entries(keys).some(
        ([key, value]) =>
          narrowing.has(key.toLowerCase()) &&
          list(value).every((one) => typeof one === "string" && !/[*?]|\$\{/.test(one)),
      ),
  );
}

/** @returns whether AWS would call a policy public */
export const isPublicPolicy = (policy: string | null): boolean =>
  policy !== null &&
  statementsOf(policy).some(
    (statement) => statement.Effect === "Allow" && isAnyone(statement.Principal) && !isNarrow(statement),
  );

/** @returns whether a text is a policy document AWS would take */
export function isPolicyDocument(text: string): boolean {
  try {
    const parsed = JSON.parse(text) as { Statement?: unknown };
    return (
      list(parsed.Statement).length > 0 &&
      list(parsed.Statement).every((one) => typeof one === "object" && one !== null)
    );
  } catch {
    return false;
  }
}
