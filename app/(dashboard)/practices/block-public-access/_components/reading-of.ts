import { formatCount, formatCounted } from "@/components/format/format-count";
import type { Closer } from "@/lib/engine/closing-level";
import type { BlockPublicAccessCoverage } from "@/lib/services/coverage/read-block-public-access";
import { ofUnknown, tooLittle } from "../../_components/of-unknown";

/** The reading of the page: how many buckets are public, and which level closes the rest. */
export function readingOf({ exposure, deciding }: Pick<BlockPublicAccessCoverage, "exposure" | "deciding">): string {
  const { judged, sight } = exposure;
  if (judged.of > 0 && sight === "no_score") return tooLittle;
  return `${publicNow(exposure.counts)}${ofUnknown(judged.of - judged.judged)} ${closedBy(deciding)}`;
}

function publicNow({ fail, waived }: { fail: number; waived: number }): string {
  const open = fail === 0 ? "No bucket is public" : `${formatCounted(fail, "bucket is", "buckets are")} public`;
  return waived === 0 ? `${open}.` : `${open}, ${formatCount(waived)} by design aside.`;
}

/** Who closes, as the subject of a sentence, in the order in which a level overrules the next. */
const subjects: readonly (readonly [Closer, string])[] = [
  ["organization", "the organization"],
  ["account", "accounts"],
  ["above", "the organization or accounts"],
  ["bucket", "buckets themselves"],
  ["together", "account and bucket together"],
];

function closedBy(deciding: Readonly<Record<Closer, number>>): string {
  const all = Object.values(deciding).reduce((sum, n) => sum + n, 0);
  const closing = subjects.filter(([closer]) => deciding[closer] > 0);
  const [first] = closing;
  if (!first) return deciding.nothing === 0 ? "What closes them is not known." : `${nothing(deciding.nothing, all)}.`;
  if (closing.length === 1 && deciding[first[0]] === all)
    return `${capital(first[1])} ${verb(first)} all ${formatCount(all)}.`;
  const parts = closing.map((one, i) => {
    const n = formatCount(deciding[one[0]]);
    return i === 0 ? `${capital(one[1])} ${verb(one)} ${n} of ${formatCount(all)}` : `${one[1]} ${n}`;
  });
  return `${parts.join(", ")}${deciding.nothing > 0 ? `; nothing closes ${formatCount(deciding.nothing)}` : ""}.`;
}

const nothing = (n: number, all: number): string =>
  n === all ? `No level closes any of ${formatCount(all)}` : `Nothing closes ${formatCount(n)} of ${formatCount(all)}`;

const verb = ([closer]: readonly [Closer, string]): string => (closer === "organization" ? "closes" : "close");

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/**
 * What an S3 policy of the organization that says `all` would change here, a sentence each.
 * @param byDesign buckets that are public and waived: it would close them as well
 */
export function policyWould(
  { accounts, accountsUnknown, buckets, inAccounts, bucketsUnknown }: BlockPublicAccessCoverage["organizationPolicy"],
  byDesign: number,
): string[] {
  if (accounts + accountsUnknown === 0) {
    return ["It closes every account here already, and no account and no bucket can open itself."];
  }
  const sentences: string[] = [];
  if (accounts > 0) {
    sentences.push(
      buckets > 0
        ? `It would close ${formatCounted(buckets, "bucket")} in ${formatCounted(inAccounts, "account")} that nothing closes now.`
        : "It would close no bucket that is known to be open now: it would keep them closed.",
      `${formatCounted(accounts, "account", "accounts")} without it would be closed, and could not open ${accounts === 1 ? "itself" : "themselves"} again.`,
    );
  }
  if (byDesign > 0) {
    sentences.push(
      `${formatCounted(byDesign, "bucket is", "buckets are")} public by design: ${byDesign === 1 ? "it" : "they"} would be closed too.`,
    );
  }
  if (accountsUnknown > 0) {
    sentences.push(`Of ${formatCounted(accountsUnknown, "account")} nobody knows whether it is in force.`);
  }
  if (bucketsUnknown > 0) {
    sentences.push(
      `Of ${formatCounted(bucketsUnknown, "bucket")} nobody knows what closes ${bucketsUnknown === 1 ? "it" : "them"} now.`,
    );
  }
  return sentences;
}
