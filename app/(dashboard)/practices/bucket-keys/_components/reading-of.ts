import { formatCount, formatCounted } from "@/components/format/format-count";
import type { BucketKeysCoverage, EncryptionKind } from "@/lib/services/coverage/read-bucket-keys";
import { ofUnknown, tooLittle } from "../../_components/of-unknown";

/** The reading of the page: where bucket keys are on, of the buckets that could have one. */
export function readingOf({ key }: Pick<BucketKeysCoverage, "key">): string {
  const { counts, judged, sight } = key;
  const { pass, fail, waived } = counts;
  const unknown = ofUnknown(judged.of - judged.judged);
  if (judged.of > 0 && sight === "no_score") return tooLittle;
  if (pass + fail === 0) {
    return waived > 0
      ? `No bucket key is on, and ${formatCount(waived)} that ${waived === 1 ? "is" : "are"} off ${waived === 1 ? "is" : "are"} waived.`
      : "No bucket uses SSE-KMS by default, so there is no bucket key to turn on.";
  }
  if (fail === 0) {
    const all = pass === 1 ? "the one bucket" : `all ${formatCount(pass)} buckets`;
    return `Bucket keys are on for ${all} known to use SSE-KMS${waived > 0 ? ", waived ones aside" : ""}.${unknown}`;
  }
  return `Bucket keys are on for ${formatCount(pass)} of ${formatCounted(pass + fail, "bucket")} known to use SSE-KMS.${unknown}`;
}

const names: Readonly<Record<string, string>> = {
  AES256: "SSE-S3",
  "aws:kms": "SSE-KMS",
  "aws:kms:dsse": "DSSE-KMS",
};

/** @returns how such buckets encrypt, as AWS's pages call it; an algorithm nobody knows yet by its own name */
export function kindName({ state, algorithm, bucketKey }: Omit<EncryptionKind, "n">): string {
  if (state === "unread") return "Could not be read";
  if (state === "not_configured" || algorithm === null) return "No default encryption";
  const name = names[algorithm] ?? algorithm;
  return algorithm === "aws:kms" ? `${name}, bucket key ${bucketKey ? "on" : "off"}` : name;
}

/** What "not applicable" is made of: "1,098 SSE-S3, 12 DSSE-KMS". */
export const withoutKey = (kinds: readonly EncryptionKind[]): string =>
  kinds
    .filter(({ state, algorithm }) => state !== "unread" && algorithm !== "aws:kms")
    .map((kind) => `${formatCount(kind.n)} ${kindName(kind)}`)
    .join(", ");
