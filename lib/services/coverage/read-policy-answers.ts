import { setImmediate } from "node:timers/promises";
import { accountsUnder } from "@/lib/data/account-scope";
import { type PolicyAnswer, policyAnswers } from "@/lib/data/coverage/policy-answers";
import { postureVersion } from "@/lib/data/posture";
import { parsePolicy } from "@/lib/policy/language/parse-policy";
import { policyIsPublic } from "@/lib/policy/public/policy-is-public";
import type { Actor } from "../access/actor";
import { authorizeOu } from "../access/authorize";
import { remember } from "../posture/remember";

/** A policy of which AWS answers otherwise than the rules it publishes. */
export type Disagreement = Pick<PolicyAnswer, "resourceId" | "name" | "type" | "accountName" | "isPublic">;

/** How often AWS's answer to "is it public" and its published rules agree. */
export type PolicyAgreement = {
  /** Policies that grant something, with AWS's answer known. */
  total: number;
  /** Of those, how many were looked at. */
  compared: number;
  agree: number;
  /** The rules leave it open. */
  undetermined: number;
  disagreements: Disagreement[];
};

/** A tenth of a millisecond each: more are not looked at while somebody waits for a page, and the page says so. */
const mostCompared = 20_000;
const breath = 200;

const remembered = remember<PolicyAgreement>(50);

/** @throws AppError `not_allowed` outside what the actor may read */
export async function readPolicyAgreement(actor: Actor, ouId: number): Promise<PolicyAgreement> {
  await authorizeOu(actor, "read", ouId);
  const version = await postureVersion();
  return remembered(`${ouId}/${version}`, () => compare(ouId));
}

async function compare(ouId: number): Promise<PolicyAgreement> {
  const { answers, total } = await policyAnswers(await accountsUnder([ouId]), mostCompared);
  const found: PolicyAgreement = { total, compared: answers.length, agree: 0, undetermined: 0, disagreements: [] };
  for (const [i, { policy, network, ...answer }] of answers.entries()) {
    if (i % breath === breath - 1) await setImmediate();
    const kind = answer.type === "AWS::S3::Bucket" ? "bucket" : "access-point";
    const ours = policyIsPublic(parsePolicy(policy, kind), network ?? "Internet");
    if (ours.kind === "undetermined") found.undetermined++;
    else if (ours.value === answer.isPublic) found.agree++;
    else {
      const { resourceId, name, type, accountName, isPublic } = answer;
      found.disagreements.push({ resourceId, name, type, accountName, isPublic });
    }
  }
  return found;
}
