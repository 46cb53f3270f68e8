import { environment } from "@/lib/platform/env";
import type { Aws, MemberSession } from "./aws";
import { codeOf, reasonOf } from "./classify";

/** Why there is no way into an account, where trying again would not help. */
export type NoSession = { permission: string; because: string };

/**
 * Signs in to an account.
 * @param anew although there is a session: the role may have gone, or come back
 * @returns a session; or why there is none, where trying again would not help
 */
export async function openSession(aws: Aws, awsId: string, anew = true): Promise<MemberSession | NoSession> {
  if (anew) aws.forget(awsId);
  try {
    return await aws.member(awsId);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === "throttled" || reason === "timeout") throw error;
    const { readRole } = environment();
    return {
      permission: "sts:AssumeRole",
      because: `The role ${readRole} could not be assumed: AWS answered ${codeOf(error)}. It may be missing, or not trust the hub role.`,
    };
  }
}
