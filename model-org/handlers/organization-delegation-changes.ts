import * as Api from "@aws-sdk/client-organizations";
import type { HandlersOf } from "../wire/handlers-of";
import { delegable, delegations, delegationsOf, serviceAccess, trustable } from "../world/organization/delegations";
import { organizationPlace } from "../world/organization/place";
import { resourcePolicies, resourcePolicyOf } from "../world/organization/resource-policy";
import type { World } from "../world/world";
import { constraint, invalidInput } from "./organization-errors";
import { memberOf } from "./organization-find";
import { organizationArn } from "./organization-shapes";

const $metadata = {};

/** Gives services of the organization to an account, or takes them back. */
export function delegationChanges(world: World): HandlersOf<typeof Api> {
  const place = organizationPlace(world);
  const now = () => world.clock.now().toISOString();

  function refuseUnknown(service: string | undefined): string {
    if (service !== undefined && (service in delegable || trustable.includes(service))) return service;
    throw invalidInput("UNRECOGNIZED_SERVICE_PRINCIPAL", "You specified an unrecognized service principal.");
  }

  function refuseDelegate(accountId: string, service: string): void {
    if (accountId === world.managementAccountId) {
      throw constraint(
        "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
        "You cannot register the management account as a delegated administrator.",
      );
    }
    if (world.account(accountId)?.state !== "ACTIVE") {
      throw constraint(
        "CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR",
        "You cannot register a suspended account as a delegated administrator.",
      );
    }
    if (!world.records.get(serviceAccess, ...place, service)) {
      throw constraint("SERVICE_ACCESS_NOT_ENABLED", "You must enable service access first.");
    }
    const others = delegationsOf(world).filter((one) => one.service === service);
    if (others.some((one) => one.accountId === accountId)) {
      throw new Api.AccountAlreadyRegisteredException({
        message: "The specified account is already a delegated administrator for this service.",
        $metadata,
      });
    }
    const most = delegable[service] ?? 0;
    if (others.length < most) return;
    throw most === 1
      ? constraint("DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE", "The service has a delegated administrator.")
      : constraint(
          "MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED",
          "The service has as many delegated administrators as it may have.",
        );
  }

  return {
    RegisterDelegatedAdministrator({ AccountId, ServicePrincipal }) {
      const { id } = memberOf(world, AccountId);
      const service = refuseUnknown(ServicePrincipal);
      refuseDelegate(id, service);
      world.records.put(delegations, ...place, { accountId: id, service, since: now() });
      return {};
    },

    DeregisterDelegatedAdministrator({ AccountId, ServicePrincipal }) {
      const { id } = memberOf(world, AccountId);
      const key = `${id}/${refuseUnknown(ServicePrincipal)}`;
      if (!world.records.get(delegations, ...place, key)) {
        throw new Api.AccountNotRegisteredException({
          message: "The specified account is not a delegated administrator for this service.",
          $metadata,
        });
      }
      world.records.remove(delegations, ...place, key);
      return {};
    },

    EnableAWSServiceAccess({ ServicePrincipal }) {
      const service = refuseUnknown(ServicePrincipal);
      if (!world.records.get(serviceAccess, ...place, service)) {
        world.records.put(serviceAccess, ...place, { service, since: now() });
      }
      return {};
    },

    DisableAWSServiceAccess({ ServicePrincipal }) {
      world.records.remove(serviceAccess, ...place, refuseUnknown(ServicePrincipal));
      return {};
    },

    PutResourcePolicy({ Content = "" }) {
      const before = resourcePolicyOf(world);
      try {
        JSON.parse(Content);
      } catch {
        throw invalidInput("INVALID_RESOURCE_POLICY_JSON", "You provided a resource policy that isn't valid JSON.");
      }
      const id = before?.id ?? `rp-${world.random.hex(10, "resource-policy")}`;
      world.records.put(resourcePolicies, ...place, { id, content: Content });
      const Arn = organizationArn(world, "resourcepolicy", id);
      return { ResourcePolicy: { ResourcePolicySummary: { Id: id, Arn }, Content } };
    },

    DeleteResourcePolicy() {
      if (!resourcePolicyOf(world)) {
        throw new Api.ResourcePolicyNotFoundException({ message: "There is no resource policy.", $metadata });
      }
      world.records.remove(resourcePolicies, ...place, "resource-policy");
      return {};
    },
  };
}
