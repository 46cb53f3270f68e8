import { parsePolicy } from "@/lib/policy/language/parse-policy";
import { nameOf } from "@/lib/policy/language/policy";
import { policyIsPublic } from "@/lib/policy/public/policy-is-public";
import { publicAccess } from "@/lib/policy/public/public-access";
import type { Offers } from "./ways-in";

/**
 * What the public statements of a policy grant to everyone: each in words, and all of them by class of access.
 * @param text the document as AWS returned it
 */
export function publicOffers(text: string, kind: "bucket" | "access-point"): Offers {
  const policy = parsePolicy(text, kind);
  const judged = policyIsPublic(policy);
  const open = new Set(judged.evidence.filter(({ verdict }) => verdict === "public").map(({ statement }) => statement));
  const access = publicAccess(policy, judged);
  return {
    grants: policy.statements
      .filter(({ index }) => open.has(index))
      .map((statement) => {
        const { not, values } = statement.actions;
        const [first = "", ...more] = values.map((value) => value.replace(/^s3:/i, ""));
        const what = `${not ? "all but " : ""}${first}${more.length > 0 ? ` and ${more.length} more` : ""}`;
        return `${nameOf(statement).replaceAll('"', "")}: ${what}`;
      }),
    may: access.kind === "known" ? access.value : [],
  };
}
