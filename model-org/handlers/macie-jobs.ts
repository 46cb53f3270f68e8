import type * as Api from "@aws-sdk/client-macie2";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { Bucket } from "../world/configuration";
import { type MacieJob, macieJobs } from "../world/macie";
import type { World } from "../world/world";
import { askingAccount, invalid, sessionOf } from "./macie-access";
import { pageOf } from "./pages";

/** @returns whether a job looks at a bucket: by its definition, or by what it includes and excludes */
export function jobsCover({ definition }: MacieJob, bucket: Bucket): boolean {
  const { bucketDefinitions, bucketCriteria } = definition;
  if (bucketDefinitions) {
    return bucketDefinitions.some(
      ({ accountId, buckets }) => accountId === bucket.accountId && buckets?.includes(bucket.name),
    );
  }
  const all = (block: Api.CriteriaBlockForJob | undefined) => (block?.and ?? []).every((one) => holds(one, bucket));
  const excludes = bucketCriteria?.excludes?.and?.length ? all(bucketCriteria.excludes) : false;
  return bucketCriteria !== undefined && all(bucketCriteria.includes) && !excludes;
}

function holds({ simpleCriterion, tagCriterion }: Api.CriteriaForJob, bucket: Bucket): boolean {
  if (tagCriterion) {
    const found = (tagCriterion.tagValues ?? []).some(({ key, value }) => bucket.tags?.[key ?? ""] === value);
    return tagCriterion.comparator === "NE" ? !found : found;
  }
  const value = simpleCriterion?.key === "ACCOUNT_ID" ? bucket.accountId : bucket.name;
  const values = simpleCriterion?.values ?? [];
  if (simpleCriterion?.comparator === "STARTS_WITH") return values.some((one) => value.startsWith(one));
  return simpleCriterion?.comparator === "NE" ? !values.includes(value) : values.includes(value);
}

/** Classification jobs of the account and region that ask. */
export function jobs(world: World): HandlersOf<typeof Api> {
  return {
    ListClassificationJobs(input, context) {
      sessionOf(world, context);
      const all = world.records.list(macieJobs, askingAccount(world, context), context.region);
      const { items, next } = pageOf(all, input.nextToken, input.maxResults ?? 25, () =>
        invalid("The token is not valid."),
      );
      return {
        items: items.map(({ id, name, type, status, definition, createdAt }) => ({
          jobId: id,
          name,
          jobType: type,
          jobStatus: status,
          ...(definition.bucketDefinitions ? { bucketDefinitions: definition.bucketDefinitions } : {}),
          ...(definition.bucketCriteria ? { bucketCriteria: definition.bucketCriteria } : {}),
          createdAt: new Date(createdAt),
          lastRunErrorStatus: { code: "NONE" },
        })),
        nextToken: next,
      };
    },
    CreateClassificationJob(input, context) {
      sessionOf(world, context);
      const definition = input.s3JobDefinition;
      if (
        !input.name ||
        !input.jobType ||
        Boolean(definition?.bucketDefinitions) === Boolean(definition?.bucketCriteria)
      ) {
        throw invalid("A job has a name, a type, and either bucketDefinitions or bucketCriteria.");
      }
      if (input.jobType === "SCHEDULED" && !input.scheduleFrequency) {
        throw invalid("A scheduled job has a frequency.");
      }
      refuseOtherCriteria(definition);
      const id = world.random.hex(32, "macie-job-made", context.region, input.name, context.requestId);
      world.records.put(macieJobs, askingAccount(world, context), context.region, {
        id,
        name: input.name,
        type: input.jobType,
        status: input.jobType === "SCHEDULED" && !input.initialRun ? "IDLE" : "RUNNING",
        definition: definition ?? {},
        createdAt: world.clock.now().toISOString(),
      });
      const arn = `arn:${world.partition}:macie2:${context.region}:${askingAccount(world, context)}:classification-job/${id}`;
      return { jobId: id, jobArn: arn };
    },
  };
}

/** The model reads criteria on accounts, names and tags, and says so of others. */
function refuseOtherCriteria(definition: Api.S3JobDefinition | undefined): void {
  const { includes, excludes } = definition?.bucketCriteria ?? {};
  for (const { simpleCriterion } of [...(includes?.and ?? []), ...(excludes?.and ?? [])]) {
    if (!simpleCriterion || ["ACCOUNT_ID", "S3_BUCKET_NAME"].includes(simpleCriterion.key ?? "")) continue;
    throw new AwsError("NotImplemented", `The criterion ${simpleCriterion.key} is not modelled.`, 501);
  }
}
