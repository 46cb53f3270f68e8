import type { Policy } from "../language/policy";
import { knownTo, type Reason, type Tri, undetermined } from "../tri";
import { type AccessClass, accessClasses, classesOf } from "./action-classes";
import { type PublicAnswer, sentence } from "./policy-is-public";

/**
 * What a policy lets everybody do, judged by the actions of its public statements and not by their resources.
 * @param judged what policyIsPublic said of the policy
 */
export function publicAccess(policy: Policy, judged: PublicAnswer): Tri<AccessClass[]> {
  if (judged.kind === "undetermined") return judged;
  const found = new Set<AccessClass>();
  const why: Reason[] = [];
  const maybe = new Set<AccessClass>();
  for (const one of judged.evidence) {
    const statement = policy.statements.find(({ index }) => index === one.statement);
    if (!statement || one.verdict === "not-public") continue;
    const { classes, unknown } = classesOf(statement);
    const at = `Statement[${one.statement}]`;
    for (const each of classes) (one.verdict === "public" ? found : maybe).add(each);
    if (one.verdict === "undetermined") why.push({ what: sentence(one), row: one.row, at });
    if (!unknown) continue;
    for (const each of accessClasses) maybe.add(each);
    why.push({ what: "It is not known what an action does that the statement names.", row: 16, at });
  }
  if ([...maybe].some((each) => !found.has(each))) return undetermined(...why);
  return knownTo(accessClasses.filter((each) => found.has(each)));
}

/** Whether everybody can read, or write, settings of the bucket, which are none of the classes of public access. */
export function publicSettings(policy: Policy, { evidence }: PublicAnswer): Set<"read" | "write"> {
  const open = new Set(evidence.filter(({ verdict }) => verdict === "public").map(({ statement }) => statement));
  const allows = policy.statements.filter(({ effect, index }) => effect === "Allow" && open.has(index));
  return new Set(allows.flatMap((statement) => [...classesOf(statement).settings]));
}
