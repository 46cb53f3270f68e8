import * as Api from "@aws-sdk/client-organizations";
import type { HandlersOf } from "../wire/handlers-of";
import { type Delegation, delegationsOf, serviceAccess } from "../world/organization/delegations";
import { organizationPlace } from "../world/organization/place";
import { resourcePolicyOf } from "../world/organization/resource-policy";
import { tagsOf } from "../world/organization/tags";
import type { World } from "../world/world";
import { memberOf } from "./organization-find";
import { page } from "./organization-pages";
import { accountOut, organizationArn } from "./organization-shapes";
import { taggableOf } from "./organization-tags";

const $metadata = {};

/** Who administers which service for the organization, which services are trusted, and tags, as they are read. */
export function organizationDelegation(world: World): HandlersOf<typeof Api> {
  return {
    ListDelegatedAdministrators(input) {
      const since = new Map<string, string>();
      for (const { accountId, service, since: from } of delegationsOf(world)) {
        if (input.ServicePrincipal !== undefined && service !== input.ServicePrincipal) continue;
        const known = since.get(accountId);
        if (known === undefined || from < known) since.set(accountId, from);
      }
      const { items, next } = page([...since], input);
      return {
        DelegatedAdministrators: items.flatMap(([id, from]) => {
          const account = world.account(id);
          return account ? [{ ...accountOut(world, account), DelegationEnabledDate: new Date(from) }] : [];
        }),
        NextToken: next,
      };
    },

    ListDelegatedServicesForAccount(input) {
      const { id } = memberOf(world, input.AccountId);
      const own: Delegation[] = delegationsOf(world).filter(({ accountId }) => accountId === id);
      if (own.length === 0) {
        throw new Api.AccountNotRegisteredException({
          message: "The specified account is not a delegated administrator for any service.",
          $metadata,
        });
      }
      const { items, next } = page(own, input);
      return {
        DelegatedServices: items.map(({ service, since }) => ({
          ServicePrincipal: service,
          DelegationEnabledDate: new Date(since),
        })),
        NextToken: next,
      };
    },

    ListAWSServiceAccessForOrganization(input) {
      const { items, next } = page(world.records.list(serviceAccess, ...organizationPlace(world)), input);
      return {
        EnabledServicePrincipals: items.map(({ service, since }) => ({
          ServicePrincipal: service,
          DateEnabled: new Date(since),
        })),
        NextToken: next,
      };
    },

    DescribeResourcePolicy() {
      const policy = resourcePolicyOf(world);
      if (!policy) {
        throw new Api.ResourcePolicyNotFoundException({ message: "There is no resource policy.", $metadata });
      }
      const Arn = organizationArn(world, "resourcepolicy", policy.id);
      return { ResourcePolicy: { ResourcePolicySummary: { Id: policy.id, Arn }, Content: policy.content } };
    },

    ListTagsForResource({ ResourceId }) {
      const tags = tagsOf(world, taggableOf(world, ResourceId));
      return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
    },
  };
}
