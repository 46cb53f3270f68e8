import { valuesOfCaller } from "../access/caller-keys";
import { opposite } from "../access/effort";
import { type Found, find, type Question } from "../access/find";
import { factOf } from "../access/keys";
import type { Values } from "../access/samples";
import { anyOf, type Bits, bitsOf } from "../access/sets";
import { type Space, spaceOf } from "../access/space";
import { bucketPlace } from "../access/targets";
import type { Policy } from "../language/policy";

/** The bucket a policy is asked about. With its account, callers of that account are told from others. */
export type Bucket = { name: string; partition: string; accountId?: string };

/** A policy, ready to be asked what it denies. */
export type Asked = { policy: Policy; space: Space; denies: Bits };

export function asked(policy: Policy, { name, partition, accountId }: Bucket): Asked {
  const space = spaceOf([policy], {
    place: bucketPlace(`arn:${partition}:s3:::${name}`),
    partition,
    owner: accountId === undefined ? {} : { accountId },
  });
  return { policy, space, denies: bitsOf(space.statements, ({ statement }) => statement.effect === "Deny") };
}

/**
 * Looks for a request that no statement denies. Canonical users are left out: each is an account, and those are looked
 * at.
 * @param question which requests to look among
 */
export function undenied({ space, denies }: Asked, question: Omit<Question, "decide"> = {}): Found {
  return find(space, {
    ...question,
    decide: (holding) => opposite(anyOf(denies, holding)),
    caller: (atom) => atom.caller.kind !== "canonical-user" && (question.caller?.(atom) ?? true),
  });
}

/** Restricts a question to requests whose values of these keys are as asked, wherever those keys come from. */
export function where(conditions: ReadonlyMap<string, (values: Values) => boolean>): Omit<Question, "decide"> {
  const ofCaller = [...conditions].filter(([key]) => factOf(key)?.when === "caller");
  return {
    keep: conditions,
    caller: (atom) =>
      ofCaller.every(([key, keep]) => {
        const possible = valuesOfCaller(atom, key);
        return possible === null || possible.some(keep);
      }),
  };
}

/** Whether a key is named by a condition of the policy. */
export const mentions = ({ policy }: Asked, key: string): boolean =>
  policy.statements.some(({ conditions }) => conditions.some((condition) => condition.key === key));
