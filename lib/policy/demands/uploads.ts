import type { Question } from "../access/find";
import type { Values } from "../access/samples";
import { knownTo, type Tri, undetermined } from "../tri";
import { type Asked, mentions, undenied } from "./asked";
import { withoutDoubt } from "./transport";

const header = "s3:x-amz-server-side-encryption";
const customerKey = "s3:x-amz-server-side-encryption-customer-algorithm";
const creation = "s3:objectcreationoperation";
const preconditions = ["s3:if-match", "s3:if-none-match"];

type Keep = [key: string, keep: (values: Values) => boolean];

/** Whether an upload of this kind can get past the policy; undefined where that is not known. */
function passes(asked: Asked, ...keep: Keep[]) {
  const question: Omit<Question, "decide"> = {
    action: ({ name }) => name === "s3:PutObject",
    keep: new Map(keep),
    tls: true,
  };
  return undenied(asked, question);
}

const absent = (values: Values): boolean => values === undefined;
const present = (values: Values): boolean => values !== undefined;
const is = (value: string) => (values: Values) => values?.[0] === value;

/**
 * The values of x-amz-server-side-encryption outside of which uploads are denied, also those without the header.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingServerSideEncryption.html
 * @returns null where nothing is demanded of it
 */
export function encryptionOf(asked: Asked): Tri<readonly string[] | null> {
  if (!mentions(asked, header)) return withoutDoubt(asked, null);
  const without = passes(asked, [header, absent]);
  if (without.kind === "found") return knownTo(null);
  const allowed: string[] = [];
  for (const value of ["AES256", "aws:fsx", "aws:kms", "aws:kms:dsse"]) {
    const found = passes(asked, [header, is(value)]);
    if (found.kind === "found") allowed.push(value);
    if (found.kind === "unknown") return undetermined(...found.why);
  }
  if (without.kind === "unknown") return undetermined(...without.why);
  return knownTo(allowed.length > 0 ? allowed : null);
}

/**
 * Whether uploads without, or with, keys of the customer's own (SSE-C) are denied.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html
 */
export function customerKeysOf(asked: Asked): Tri<"required" | "denied" | null> {
  if (!mentions(asked, customerKey)) return withoutDoubt(asked, null);
  const [without, withKey] = [passes(asked, [customerKey, absent]), passes(asked, [customerKey, present])];
  if (without.kind === "found" && withKey.kind === "found") return knownTo(null);
  if (without.kind === "unknown") return undetermined(...without.why);
  if (withKey.kind === "unknown") return undetermined(...withKey.why);
  if (without.kind === withKey.kind) return knownTo(null);
  return knownTo(without.kind === "none" ? "required" : "denied");
}

export type ConditionalWrites = { required: readonly string[]; anyOneSuffices: boolean; multipartExempt: boolean };

/**
 * The headers without which uploads of any object are denied.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 * @returns `anyOneSuffices` where each of them is enough; `multipartExempt` where a multipart upload can be begun
 * without; null where nothing is demanded
 */
export function conditionalWritesOf(asked: Asked): Tri<ConditionalWrites | null> {
  if (!preconditions.some((key) => mentions(asked, key))) return withoutDoubt(asked, null);
  const whole: Keep = [creation, (values) => values === undefined || values[0] === "true"];
  const parts: Keep = [creation, (values) => values === undefined || values[0] === "false"];
  const answer = (required: readonly string[], anyOneSuffices: boolean): Tri<ConditionalWrites> => {
    const begun = passes(asked, parts, ...required.map((key): Keep => [key, absent]));
    if (begun.kind === "unknown") return undetermined(...begun.why);
    return knownTo({ required, anyOneSuffices, multipartExempt: begun.kind === "found" });
  };
  const upload = passes(asked, whole);
  if (upload.kind === "none") return knownTo(null);
  if (upload.kind === "unknown") return undetermined(...upload.why);
  const alone: string[] = [];
  for (const key of preconditions) {
    const found = passes(asked, whole, [key, absent]);
    if (found.kind === "unknown") return undetermined(...found.why);
    if (found.kind === "none") alone.push(key);
  }
  if (alone.length > 0) return answer(alone, false);
  const neither = passes(asked, whole, ...preconditions.map((key): Keep => [key, absent]));
  if (neither.kind === "unknown") return undetermined(...neither.why);
  return neither.kind === "none" ? answer(preconditions, true) : knownTo(null);
}
