import type * as Api from "@aws-sdk/client-support";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import type { Place } from "../world/records";
import { hasSupportPlan, refreshes, refreshMs } from "../world/support";
import type { World } from "../world/world";
import { type Check, rowsOf, s3Checks } from "./support-checks";

const hour = 3_600_000;

/** @throws SubscriptionRequiredException where the account pays for no support */
export function supportedAccount(world: World, { caller }: Context): Pick<Place, "world" | "account"> {
  const account = world.account(caller.accountId);
  if (account && hasSupportPlan(world, account)) return { world, account };
  throw new AwsError(
    "SubscriptionRequiredException",
    "Amazon Web Services Premium Support Subscription is required to use this service.",
  );
}

/** Trusted Advisor as Support answers it. */
export function support(world: World): HandlersOf<typeof Api> {
  const check = (id: string | null | undefined): Check => {
    const found = s3Checks.find((one) => one.id === id);
    if (!found) throw new AwsError("InvalidParameterValueException", `Check ID ${id} is not valid.`);
    return found;
  };
  const refreshStatus = (place: Pick<Place, "world" | "account">, { id }: Check) => {
    const asked = world.records.get(refreshes, place.account.id, world.homeRegion, id);
    const since = asked ? world.clock.now().getTime() - Date.parse(asked.at) : Number.POSITIVE_INFINITY;
    return {
      checkId: id,
      status: since < refreshMs ? "enqueued" : since < hour ? "success" : "none",
      millisUntilNextRefreshable: Math.max(0, hour - since),
    };
  };
  return {
    DescribeTrustedAdvisorChecks(_, context) {
      supportedAccount(world, context);
      return {
        checks: s3Checks.map(({ id, name, description, category, columns }) => ({
          id,
          name,
          description,
          category,
          metadata: [...columns],
        })),
      };
    },
    DescribeTrustedAdvisorCheckResult({ checkId }, context) {
      const place = supportedAccount(world, context);
      const asked = check(checkId);
      const { rows, at } = rowsOf(place, asked);
      const flagged = rows.filter(({ status }) => status !== "ok");
      const shown = asked.reportsOk ? rows : flagged;
      return {
        result: {
          checkId: asked.id,
          timestamp: `${at.toISOString().slice(0, 19)}Z`,
          status: flagged.some(({ status }) => status === "error") ? "error" : flagged.length > 0 ? "warning" : "ok",
          resourcesSummary: {
            resourcesProcessed: rows.length,
            resourcesFlagged: flagged.length,
            resourcesIgnored: 0,
            resourcesSuppressed: 0,
          },
          categorySpecificSummary: {
            costOptimizing: { estimatedMonthlySavings: 0, estimatedPercentMonthlySavings: 0 },
          },
          flaggedResources: shown.map(({ bucket, status, columns }) => ({
            status,
            region: bucket.region,
            resourceId: Buffer.from(world.random.hex(64, asked.id, bucket.name), "hex").toString("base64url"),
            isSuppressed: false,
            metadata: columns,
          })),
        },
      };
    },
    RefreshTrustedAdvisorCheck({ checkId }, context) {
      const place = supportedAccount(world, context);
      const asked = check(checkId);
      if (!asked.refreshable) {
        throw new AwsError("InvalidParameterValueException", `Check ID ${checkId} is refreshed automatically.`);
      }
      const { millisUntilNextRefreshable: left } = refreshStatus(place, asked);
      if (left === 0) {
        const run = { checkId: asked.id, at: world.clock.now().toISOString() };
        world.records.put(refreshes, place.account.id, world.homeRegion, run);
      }
      return { status: refreshStatus(place, asked) };
    },
    DescribeTrustedAdvisorCheckRefreshStatuses({ checkIds = [] }, context) {
      const place = supportedAccount(world, context);
      return { statuses: checkIds.map((id) => refreshStatus(place, check(id))) };
    },
  };
}
