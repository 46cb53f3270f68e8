import { nameOf, type Policy, type Statement } from "../language/policy";
import { knownTo, type Reason, type Tri, undetermined } from "../tri";
import { rescuers } from "./rescue";
import { type StatementVerdict, verdictOf } from "./statement-verdict";

/** The answer, and what each Allow statement has to do with it. */
export type PublicAnswer = Tri<boolean> & { evidence: readonly StatementVerdict[] };

/**
 * Whether S3 calls a policy public, as GetBucketPolicyStatus and GetAccessPointPolicyStatus answer it: before any block.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 * @param origin of an access point's policy: where the access point takes requests from
 */
export function policyIsPublic(policy: Policy, origin: "Internet" | "VPC" = "Internet"): PublicAnswer {
  const allows = policy.statements.filter(({ effect }) => effect === "Allow");
  const rescuer = rescuers(policy);
  const evidence = allows.map((statement) => judge(statement, policy, origin, rescuer));
  if (evidence.some(({ verdict }) => verdict === "public")) return { ...knownTo(true), evidence };
  const why: Reason[] = evidence
    .filter(({ verdict }) => verdict === "undetermined")
    .map((one) => ({ what: sentence(one), row: one.row, at: `Statement[${one.statement}]` }));
  why.push(
    ...policy.issues
      .filter(({ at }) => !harmless.has(at))
      .map(({ at, what }) => ({ what: `The policy cannot be read: at ${at}, ${what}.`, row: 18, at })),
  );
  return why.length > 0 ? { ...undetermined(...why), evidence } : { ...knownTo(false), evidence };
}

/** What is wrong here does not change what the statements grant. */
const harmless: ReadonlySet<string> = new Set(["Version", "Id"]);

function judge(
  statement: Statement,
  policy: Policy,
  origin: "Internet" | "VPC",
  rescuer: ReturnType<typeof rescuers>,
): StatementVerdict {
  const verdict = verdictOf(statement, policy);
  if (verdict.verdict !== "not-public" && policy.kind === "access-point" && origin === "VPC") {
    return {
      ...verdict,
      verdict: "not-public",
      row: 19,
      key: null,
      because: "the access point takes requests from a VPC only",
    };
  }
  if (verdict.verdict !== "public") return verdict;
  const deny = rescuer(statement);
  if (!deny) return verdict;
  return {
    ...verdict,
    verdict: "undetermined",
    row: 17,
    key: null,
    because: `${verdict.because}, but ${nameOf(deny)} may deny all of it to people who are not fixed`,
  };
}

const words = { public: "is public", "not-public": "is not public", undetermined: "may be public" } as const;

/** @returns a statement's verdict as a sentence */
export const sentence = (one: StatementVerdict): string =>
  `${capital(nameOf({ index: one.statement, sid: one.sid }))} ${words[one.verdict]}: ${one.because}.`;

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
