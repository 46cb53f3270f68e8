import * as Api from "@aws-sdk/client-trustedadvisor";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import type { Place } from "../world/records";
import { hasSupportPlan } from "../world/support";
import type { World } from "../world/world";
import { pageOf } from "./pages";
import { type Check, rowsOf, s3Checks } from "./support-checks";

const $metadata = {};

/** Trusted Advisor by its own API: the same checks, counted. */
export function trustedAdvisor(world: World): HandlersOf<typeof Api> {
  const checkArn = ({ id }: Check) => `arn:${world.partition}:trustedadvisor:::check/${id}`;
  const subscribed = ({ caller }: Context): Pick<Place, "world" | "account"> => {
    const account = world.account(caller.accountId);
    if (account && hasSupportPlan(world, account)) return { world, account };
    throw new Api.AccessDeniedException({
      message: "AWS Premium Support Subscription is required to use this service.",
      $metadata,
    });
  };
  const badToken = () => new Api.ValidationException({ message: "The next token is not valid.", $metadata });
  const recommendation = (place: Pick<Place, "world" | "account">, check: Check): Api.RecommendationSummary => {
    const { rows, at } = rowsOf(place, check);
    const count = (status: string) => rows.filter((row) => row.status === status).length;
    const counts = { okCount: count("ok"), warningCount: count("warning"), errorCount: count("error") };
    const id = uuid(world.random.hex(32, "recommendation", place.account.id, check.id));
    return {
      id,
      arn: `arn:${world.partition}:trustedadvisor::${place.account.id}:recommendation/${id}`,
      type: "standard",
      checkArn: checkArn(check),
      status: counts.errorCount > 0 ? "error" : counts.warningCount > 0 ? "warning" : "ok",
      pillars: [check.category],
      source: check.refreshable ? "ta_check" : "aws_config",
      awsServices: ["s3"],
      name: check.name,
      resourcesAggregates: counts,
      lastUpdatedAt: at,
    };
  };
  const matches = (
    check: Check,
    { pillar, awsService }: { pillar?: string | undefined; awsService?: string | undefined },
  ) => (pillar === undefined || pillar === check.category) && (awsService === undefined || awsService === "s3");
  return {
    ListChecks({ nextToken, maxResults, ...filter }, context) {
      subscribed(context);
      const { items, next } = pageOf(
        s3Checks.filter((check) => matches(check, filter)),
        nextToken,
        maxResults ?? 100,
        badToken,
      );
      return {
        checkSummaries: items.map((check) => ({
          id: check.id,
          arn: checkArn(check),
          name: check.name,
          description: check.description,
          pillars: [check.category],
          awsServices: ["s3"],
          source: check.refreshable ? "ta_check" : "aws_config",
          metadata: Object.fromEntries(check.columns.map((column, n) => [String(n), column])),
        })),
        nextToken: next,
      };
    },
    ListRecommendations({ nextToken, maxResults, checkIdentifier, status, type, ...filter }, context) {
      const place = subscribed(context);
      const wanted = s3Checks
        .filter((check) => matches(check, filter) && type !== "priority")
        .filter((check) => checkIdentifier === undefined || [check.id, checkArn(check)].includes(checkIdentifier))
        .map((check) => recommendation(place, check))
        .filter((one) => status === undefined || one.status === status);
      const { items, next } = pageOf(wanted, nextToken, maxResults ?? 100, badToken);
      return { recommendationSummaries: items, nextToken: next };
    },
  };
}

const uuid = (hex: string): string =>
  [8, 13, 18, 23].reduce((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
