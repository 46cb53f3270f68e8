import * as Api from "@aws-sdk/client-health";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";
import { healthEvents, inOrganization } from "./health-events";
import { pageOf } from "./pages";
import { supportedAccount } from "./support";

const badToken = () => new Api.InvalidPaginationToken({ message: "The pagination token is not valid.", $metadata: {} });

const pageSize = (asked: number | undefined): number => {
  if (asked !== undefined && (asked < 10 || asked > 100)) {
    throw new AwsError("ValidationException", "maxResults must be between 10 and 100.");
  }
  return asked ?? 10;
};

/** AWS Health: what AWS tells an account about S3, and the organization about all of them. */
export function health(world: World): HandlersOf<typeof Api> {
  const organization = (context: Context) => {
    supportedAccount(world, context);
    if ([world.managementAccountId, world.hubAccountId].includes(context.caller.accountId)) return;
    throw new AwsError(
      "AccessDeniedException",
      "The account is neither the management account nor a delegated administrator of AWS Health.",
    );
  };
  return {
    DescribeEvents({ filter = {}, nextToken, maxResults }, context) {
      const { account } = supportedAccount(world, context);
      const wanted = healthEvents(world, [account]).filter(
        (event) =>
          has(filter.services, event.service) &&
          has(filter.regions, event.region) &&
          has(filter.eventTypeCodes, event.eventTypeCode) &&
          has(filter.eventTypeCategories, event.eventTypeCategory) &&
          has(filter.eventStatusCodes, event.statusCode),
      );
      const { items, next } = pageOf(wanted, nextToken, pageSize(maxResults), badToken);
      return { events: items, nextToken: next };
    },
    DescribeEventsForOrganization({ filter = {}, nextToken, maxResults }, context) {
      organization(context);
      const { awsAccountIds: ids } = filter;
      const accounts = inOrganization(world).filter(({ id }) => has(ids, id));
      const wanted = healthEvents(world, accounts).filter(
        (event) =>
          has(filter.services, event.service) &&
          has(filter.regions, event.region) &&
          has(filter.eventTypeCodes, event.eventTypeCode) &&
          has(filter.eventTypeCategories, event.eventTypeCategory) &&
          has(filter.eventStatusCodes, event.statusCode),
      );
      const { items, next } = pageOf(wanted, nextToken, pageSize(maxResults), badToken);
      return { events: items, nextToken: next };
    },
    DescribeHealthServiceStatusForOrganization(_, context) {
      organization(context);
      return { healthServiceAccessStatusForOrganization: "ENABLED" };
    },
  };
}

const has = (wanted: readonly string[] | undefined, value: string | undefined): boolean =>
  !wanted?.length || (value !== undefined && wanted.includes(value));
