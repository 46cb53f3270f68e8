import { list, type Statement, statementsOf } from "../iam/document";
import { isFixed, type PolicyOf } from "./fixed-values";

function isAnyone({ Principal, NotPrincipal }: Statement): boolean {
  // Everybody but some: AWS has refused it for years, but what was written before still counts.
  if (NotPrincipal !== undefined) return true;
  if (Principal === "*") return true;
  if (typeof Principal !== "object" || Principal === null) return false;
  const { AWS, Federated } = Principal as { AWS?: unknown; Federated?: unknown };
  // A web identity provider signs anyone in; a SAML provider is the account's own.
  return list(AWS).includes("*") || list(Federated).some((one) => !String(one).startsWith("arn:"));
}

/** Operators that hold only for a request with one of the values. The rest also hold without the key, or for others. */
const positive = /^(?:ForAnyValue:)?(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/i;

/** One key with only fixed values is enough: keys must all hold. */
const isNarrow = ({ Condition }: Statement, of: PolicyOf): boolean =>
  Object.entries(Condition ?? {}).some(([operator, keys]) =>
    Object.entries(keys).some(([key, value]) =>
      positive.test(operator)
        ? list(value).length > 0 && list(value).every((one) => isFixed(key.toLowerCase(), String(one), of))
        : isServiceOnly(operator, key, value),
    ),
  );

const isServiceOnly = (operator: string, key: string, value: unknown): boolean =>
  /^bool$/i.test(operator) &&
  /^aws:principalisawsservice$/i.test(key) &&
  list(value).every((one) => `${one}` === "true");

/**
 * Whether AWS would call a policy public: an Allow for anyone that no fixed value narrows.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 * @param of what the policy is attached to: an access point's may not leave the name of an access point open
 */
export const isPublicPolicy = (policy: string | null, of: PolicyOf = "bucket"): boolean =>
  policy !== null &&
  statementsOf(policy).some(
    (statement) => statement.Effect === "Allow" && isAnyone(statement) && !isNarrow(statement, of),
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
