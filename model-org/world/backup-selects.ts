import { matches } from "../iam/document";
import type { Selection } from "./backup-plans";
import type { Bucket } from "./configuration";
import type { World } from "./world";

/** How a selection takes a resource in: because its type is named, or with whatever bears a tag or is there at all. */
export type Taken = "named" | "found";

/**
 * Whether a selection takes a bucket in: by its ARN or by one of its tags, where all conditions hold too.
 * @returns how; undefined where it does not
 */
export function selects(world: World, { selection }: Pick<Selection, "selection">, bucket: Bucket): Taken | undefined {
  const { Resources = [], NotResources = [], ListOfTags = [], Conditions = {} } = selection;
  const arn = `arn:${world.partition}:s3:::${bucket.name}`;
  const tag = (key: string | undefined): string | undefined =>
    bucket.tags?.[(key ?? "").replace(/^aws:ResourceTag\//, "")];
  const hold = (
    questions: { ConditionKey?: string | undefined; ConditionValue?: string | undefined }[] | undefined,
    test: (value: string | undefined, given: string) => boolean,
  ): boolean =>
    (questions ?? []).every(({ ConditionKey, ConditionValue = "" }) => test(tag(ConditionKey), ConditionValue));
  const like = (value: string | undefined, given: string) => value !== undefined && matches(given, value, false);

  const patterns = Resources.filter((pattern) => matches(pattern, arn, false));
  const isTagged = ListOfTags.some(({ ConditionKey, ConditionValue }) => tag(ConditionKey) === ConditionValue);
  const isMeant =
    (patterns.length > 0 || isTagged) &&
    !NotResources.some((pattern) => matches(pattern, arn, false)) &&
    hold(Conditions.StringEquals, (value, given) => value === given) &&
    hold(Conditions.StringNotEquals, (value, given) => value !== given) &&
    hold(Conditions.StringLike, like) &&
    hold(Conditions.StringNotLike, (value, given) => !like(value, given));
  if (!isMeant) return undefined;
  return patterns.some((pattern) => pattern.includes(":s3:")) ? "named" : "found";
}
