import { isObject, readPolicy, type Statement } from "./document";

/** What a policy says about one kind of request, where that can be decided without analysing the whole of it. */
export type Denial =
  | { answer: "denied" }
  /** No statement is about it. */
  | { answer: "not_denied" }
  /** One statement denies it, but not for everyone or everything. */
  | { answer: "partly"; because: string }
  | { answer: "not_analysed"; because: string };

type Question = {
  /** The condition that stands for the request: operators, key in lower case, the only value. */
  operators: readonly string[];
  key: string;
  value: string;
  /** Any of these actions covers the request, in lower case. */
  actions: readonly string[];
  /** Whether the bucket itself has to be covered, beside its objects. */
  wholeBucket: boolean;
};

const withoutTls: Question = {
  operators: ["Bool", "BoolIfExists"],
  key: "aws:securetransport",
  value: "false",
  actions: ["s3:*", "*"],
  wholeBucket: true,
};

const withCustomerKey: Question = {
  operators: ["Null"],
  key: "s3:x-amz-server-side-encryption-customer-algorithm",
  value: "false",
  actions: ["s3:putobject", "s3:put*", "s3:*", "*"],
  wholeBucket: false,
};

/**
 * Whether a policy denies every request without TLS.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export const deniesWithoutTls = (policy: string, bucket: string): Denial => ask(withoutTls, policy, bucket);

/**
 * Whether a policy denies every upload with a key of the customer's (SSE-C).
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html
 */
export const deniesCustomerKeys = (policy: string, bucket: string): Denial => ask(withCustomerKey, policy, bucket);

function ask(question: Question, policy: string, bucket: string): Denial {
  const document = readPolicy(policy);
  if ("unreadable" in document)
    return { answer: "not_analysed", because: `The policy cannot be read: ${document.unreadable}.` };

  const about = document.statements.filter((statement) => mentions(statement, question.key));
  const shortfalls = about.map((statement) => shortfall(statement, question, bucket));
  if (shortfalls.includes(null)) return { answer: "denied" };
  // Several that fall short may cover everything together, and an unusual one may too: that is for the analyser.
  const [only] = shortfalls;
  if (shortfalls.length > 1 || only === unusual)
    return { answer: "not_analysed", because: "What its statements deny together has not been analysed." };
  return only === undefined || only === null ? { answer: "not_denied" } : { answer: "partly", because: only };
}

const unusual = "unusual";

const mentions = (statement: Statement, key: string): boolean =>
  statement["Effect"] === "Deny" &&
  JSON.stringify(statement["Condition"] ?? null)
    .toLowerCase()
    .includes(key);

/** @returns null when the statement denies the whole of it; what it leaves open, in words; or that it is unusual */
function shortfall(statement: Statement, question: Question, bucket: string): string | null {
  const known = new Set(["Sid", "Effect", "Principal", "Action", "Resource", "Condition"]);
  if (Object.keys(statement).some((element) => !known.has(element))) return unusual;
  const actions = strings(statement["Action"])?.map((action) => action.toLowerCase());
  const resources = strings(statement["Resource"]);
  const condition = statement["Condition"];
  if (!actions || !resources || !isObject(condition)) return unusual;

  const [operator, ...moreOperators] = Object.keys(condition);
  const tests = operator === undefined ? undefined : condition[operator];
  if (operator === undefined || !question.operators.includes(operator) || !isObject(tests)) return unusual;
  const [key, ...moreKeys] = Object.keys(tests);
  const values = key === undefined ? [] : [tests[key]].flat();
  if (key?.toLowerCase() !== question.key || values.length !== 1 || String(values[0]).toLowerCase() !== question.value)
    return unusual;

  if (moreOperators.length > 0 || moreKeys.length > 0) return "only under a further condition";
  if (!isEveryone(statement["Principal"])) return "only for some callers";
  if (!actions.some((action) => question.actions.includes(action))) return "only for some actions";
  const whole = resources.some((resource) => resource === "*" || /^arn:[a-z-]+:s3:::\*$/.test(resource));
  const named = (suffix: string) =>
    resources.some((resource) => /^arn:[a-z-]+:s3:::/.test(resource) && resource.endsWith(`:::${bucket}${suffix}`));
  if (whole) return null;
  // A wildcard in the name of the bucket may or may not mean this one.
  if (resources.some((resource) => /[*?$]/.test(resource.split("/")[0] ?? ""))) return unusual;
  if (!named("/*")) return "not for every object";
  return question.wholeBucket && !named("") ? "only for objects, not for the bucket itself" : null;
}

const isEveryone = (principal: unknown): boolean =>
  principal === "*" || (isObject(principal) && (strings(principal["AWS"])?.includes("*") ?? false));

/** @returns a string or a list of strings as a list; undefined for anything else */
function strings(value: unknown): string[] | undefined {
  const list = Array.isArray(value) ? value : [value];
  return list.every((item) => typeof item === "string") ? list : undefined;
}
