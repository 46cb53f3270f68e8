/** As much of IAM's reading of a resource policy as the model needs to be a believable AWS. */
type Statement = {
  Effect?: unknown;
  Principal?: unknown;
  Action?: unknown;
  Resource?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
};

const list = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** @returns the statements of a policy. @throws SyntaxError for what is not JSON */
export function statementsOf(policy: string): Statement[] {
  return list((JSON.parse(policy) as { Statement?: unknown }).Statement) as Statement[];
}

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

const matches = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "i",
  ).test(value);

/** @returns whether a pattern of an element, one or a list, covers a value */
export const someMatches = (element: unknown, value: string): boolean =>
  list(element).some((one) => typeof one === "string" && matches(one, value));

/** @returns whether a policy denies an action to an identity, for the operators that name identities */
export function deniesPrincipal(policy: string | null, action: string, principalArn: string): boolean {
  if (policy === null) return false;
  return statementsOf(policy).some(({ Effect, Principal, Action, Condition }) => {
    if (Effect !== "Deny" || !isAnyone(Principal)) return false;
    if (!someMatches(Action, action)) return false;
    const exceptions = Condition?.["ArnNotLike"]?.["aws:PrincipalArn"];
    // A denial under any other condition (no TLS) never meets a signed request over the model's wire.
    if (exceptions === undefined) return Condition === undefined;
    return !someMatches(exceptions, principalArn);
  });
}

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
