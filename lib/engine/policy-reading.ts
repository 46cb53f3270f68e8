import { demandsOf } from "@/lib/policy/demands/demands";
import { parsePolicy } from "@/lib/policy/language/parse-policy";
import { nameOf, type Policy, type Statement } from "@/lib/policy/language/policy";
import { policyIsPublic } from "@/lib/policy/public/policy-is-public";
import { rules } from "@/lib/policy/public/rules";
import type { StatementVerdict } from "@/lib/policy/public/statement-verdict";
import { requestWords } from "@/lib/policy/request-words";

/** What a statement comes to: open to everyone, closed, not known, something it demands of requests, or no matter. */
export type StatementKind = "public" | "closed" | "undetermined" | "demand" | "harm" | "plain";

/** A statement in words, with its own text. */
export type StatementReading = {
  name: string;
  kind: StatementKind;
  /** What it is, in a word or two. */
  word: string;
  /** Why, in a sentence. */
  says: string;
  /** The rule that decides, as AWS states it. */
  rule: { row: number; what: string; source: string } | null;
  /** Indented JSON. */
  text: string;
  /** The element or condition key that decides; null where it is the whole. */
  decides: string | null;
};

export type PolicyReading = {
  statements: readonly StatementReading[];
  /** Where AWS's own answer is another than its published rules give. */
  disagreement: string | null;
  /** What of the policy is not understood. */
  unread: string | null;
};

type Bucket = { name: string; partition: string; accountId: string };

/**
 * Reads a bucket's policy by statement, for people.
 * @param text the document as AWS returned it
 * @param status what AWS answers when asked whether it is public; undefined where it was not asked
 */
export function readBucketPolicy(text: string, bucket: Bucket, status: boolean | undefined): PolicyReading {
  const policy = parsePolicy(text, "bucket");
  const judged = policyIsPublic(policy);
  const verdicts = new Map(judged.evidence.map((one) => [one.statement, one]));
  const [issue] = policy.issues;
  const written = writtenStatements(text);
  return {
    statements: policy.statements.map((statement) => ({
      name: nameOf(statement),
      ...(statement.effect === "Allow" ? allowing(verdicts.get(statement.index)) : denying(statement, policy, bucket)),
      text: JSON.stringify(written[statement.index] ?? {}, null, 2),
    })),
    disagreement:
      judged.kind === "known" && status !== undefined && judged.value !== status
        ? `AWS calls the policy ${status ? "public" : "not public"}; by the rules it publishes it is ${judged.value ? "" : "not "}public. AWS's answer counts.`
        : null,
    unread: issue ? `At ${issue.at}: ${issue.what}.` : null,
  };
}

type Words = Pick<StatementReading, "kind" | "word" | "says" | "rule" | "decides">;

/** What keeps a grant from being public, in words, by the key that does it. */
const closedBy: Readonly<Record<string, string>> = {
  "aws:principalorgid": "Inside the organization",
  "aws:principalorgpaths": "Inside the organization",
  "aws:sourcevpc": "From one network",
  "aws:sourcevpce": "From one network",
  "aws:sourceip": "From fixed addresses",
  "aws:sourcearn": "For one source",
  "aws:sourceaccount": "For one source",
  "aws:principalarn": "Named callers",
  "aws:principalaccount": "Named accounts",
  "s3:dataaccesspointaccount": "Through access points",
  "s3:dataaccesspointarn": "Through access points",
};

function allowing(verdict: StatementVerdict | undefined): Words {
  if (!verdict) return { kind: "plain", word: "Allows", says: "", rule: null, decides: null };
  const { row, key } = verdict;
  const { what, source } = rules[row];
  const common = { says: `${capital(verdict.because)}.`, rule: { row, what, source } };
  switch (verdict.verdict) {
    case "public":
      return { kind: "public", word: "Public", ...common, decides: key ?? "Principal" };
    case "not-public":
      return {
        kind: "closed",
        word: key === null ? "Named callers" : (closedBy[key.toLowerCase()] ?? "Restricted"),
        ...common,
        decides: key,
      };
    case "undetermined":
      return { kind: "undetermined", word: "May be public", ...common, decides: key };
  }
}

function denying(statement: Statement, policy: Policy, bucket: Bucket): Words {
  const alone = demandsOf({ ...policy, statements: [statement], issues: [] }, bucket);
  const plain = { rule: null, decides: null };
  const demand = (word: string, says: string): Words => ({ kind: "demand", word, says, ...plain });
  const { lockout, tls, minTlsVersion, customerKeys, encryption, conditionalWrites, deniesOutside, perimeter } = alone;
  if (lockout.kind === "known" && lockout.value) {
    const says = "Denies the account's own administrators to change the policy back: only the root user still can.";
    return { kind: "harm", word: "Locks the owner out", says, ...plain };
  }
  if (tls.kind === "known" && tls.value.enforced)
    return demand("Denies plain HTTP", "Every action, for the bucket and its objects, to everyone.");
  const [gap] = tls.kind === "known" ? tls.value.gaps : [];
  if (gap && statement.conditions.some(({ key }) => key === "aws:securetransport")) {
    const says = `Not all of it: ${requestWords(gap)} still gets through.`;
    return { kind: "plain", word: "Denies plain HTTP in part", says, ...plain };
  }
  if (minTlsVersion.kind === "known" && minTlsVersion.value !== null)
    return demand("Denies old TLS", `Every request over TLS below ${minTlsVersion.value}.`);
  if (customerKeys.kind === "known" && customerKeys.value === "denied")
    return demand("Denies customer keys", "Every upload encrypted with a key only its sender has (SSE-C).");
  if (encryption.kind === "known" && encryption.value !== null)
    return demand("Demands encryption", `Every upload must ask for ${encryption.value.join(" or ")}.`);
  if (conditionalWrites.kind === "known" && conditionalWrites.value !== null)
    return demand("Demands conditional writes", "No upload replaces what it does not know of.");
  const [outside] = deniesOutside.kind === "known" ? Object.entries(deniesOutside.value) : [];
  if (outside) {
    const [key, values] = outside;
    return demand("Keeps others out", `Only requests with ${key} ${cut(values.join(" or "))} are let through.`);
  }
  const within = perimeter.kind === "known" ? (perimeter.value.network ?? perimeter.value.identity) : null;
  if (within) {
    const all = Object.entries(within).map(([key, values]) => `${key} ${cut(values.join(" or "))}`);
    return demand(
      "Keeps others out",
      `Only AWS services, and requests with ${cut(all.join(", or "))}, are let through.`,
    );
  }
  const why = Object.values({ tls, customerKeys, encryption, deniesOutside }).find(
    ({ kind }) => kind === "undetermined",
  );
  if (why?.kind === "undetermined") {
    return { kind: "plain", word: "Denies", says: why.why[0]?.what ?? "What it denies cannot be decided.", ...plain };
  }
  return { kind: "plain", word: "Denies", says: "It takes away what it names, and grants nothing.", ...plain };
}

/** The statements as they are written, in the order of the document. */
function writtenStatements(text: string): unknown[] {
  try {
    const { Statement: written } = JSON.parse(text) as { Statement?: unknown };
    return Array.isArray(written) ? written : [written];
  } catch {
    return [];
  }
}

/** A sentence that begins with the name of a key keeps it as AWS writes it. */
const capital = (text: string): string =>
  /^\w+:/.test(text) ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);
