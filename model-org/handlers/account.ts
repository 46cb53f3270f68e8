import * as Api from "@aws-sdk/client-account";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import type { Account } from "../world/configuration";
import { contacts } from "../world/contacts";
import type { World } from "../world/world";
import { pageOf } from "./pages";

/** Account Management: regions, and whom AWS writes to. */
export function account(world: World): HandlersOf<typeof Api> {
  return { ...regions(world), ...alternateContacts(world) };
}

/**
 * @returns the account a call is about: the caller's own; a member's for the management account and the delegated
 * administrator
 * @throws AccessDeniedException for anybody else's
 */
function accountFor(world: World, id: string | undefined, { caller }: Context): Account {
  const found = world.account(id ?? caller.accountId);
  const speaksForMembers = [world.managementAccountId, world.hubAccountId].includes(caller.accountId);
  if (found && (found.id === caller.accountId || speaksForMembers)) return found;
  throw new AwsError("AccessDeniedException", "You do not have access to this account.", 403);
}

function regions(world: World): HandlersOf<typeof Api> {
  return {
    ListRegions({ AccountId, NextToken, MaxResults, RegionOptStatusContains }, context) {
      const found = accountFor(world, AccountId, context);
      const all = world.regions.map((RegionName) => ({
        RegionName,
        RegionOptStatus: !world.seed.optInRegions.includes(RegionName)
          ? ("ENABLED_BY_DEFAULT" as const)
          : world.regionEnabled(found, RegionName)
            ? ("ENABLED" as const)
            : ("DISABLED" as const),
      }));
      const wanted = all.filter(
        ({ RegionOptStatus }) => !RegionOptStatusContains?.length || RegionOptStatusContains.includes(RegionOptStatus),
      );
      const { items, next } = pageOf(
        wanted,
        NextToken,
        MaxResults ?? 20,
        () => new Api.ValidationException({ message: "The next token is not valid.", $metadata: {} }),
      );
      return { Regions: items, NextToken: next };
    },
  };
}

function alternateContacts(world: World): HandlersOf<typeof Api> {
  const contact = (accountId: string, type: string | undefined) => {
    const found = world.records.get(contacts, accountId, world.homeRegion, type ?? "");
    if (found) return found;
    throw new Api.ResourceNotFoundException({
      message: "No contact of the inputted alternate contact type found.",
      $metadata: {},
    });
  };
  const invalid = (message: string) => new Api.ValidationException({ message, $metadata: {} });
  return {
    GetAlternateContact({ AccountId, AlternateContactType: type }, context) {
      const { name, title, email, phone } = contact(accountFor(world, AccountId, context).id, type);
      return {
        AlternateContact: {
          AlternateContactType: type,
          Name: name,
          Title: title,
          EmailAddress: email,
          PhoneNumber: phone,
        },
      };
    },
    PutAlternateContact({ AccountId, AlternateContactType: type, Name, Title, EmailAddress, PhoneNumber }, context) {
      const { id } = accountFor(world, AccountId, context);
      if (!type || !["BILLING", "OPERATIONS", "SECURITY"].includes(type))
        throw invalid("The contact type is not valid.");
      if (!Name || !Title || !PhoneNumber) throw invalid("The name, the title and the phone number are required.");
      if (!EmailAddress?.includes("@")) throw invalid("The email address is not valid.");
      context.ownerId = id;
      const record = { type, name: Name, title: Title, email: EmailAddress, phone: PhoneNumber };
      world.records.put(contacts, id, world.homeRegion, record);
      return {};
    },
    DeleteAlternateContact({ AccountId, AlternateContactType: type }, context) {
      const { id } = accountFor(world, AccountId, context);
      contact(id, type);
      context.ownerId = id;
      world.records.remove(contacts, id, world.homeRegion, type ?? "");
      return {};
    },
    GetContactInformation({ AccountId }, context) {
      const { name } = accountFor(world, AccountId, context);
      return {
        ContactInformation: {
          FullName: `Aldermoor Insurance, ${name}`,
          CompanyName: "Aldermoor Insurance",
          AddressLine1: "1 Harbour Street",
          City: "Dublin",
          PostalCode: "D01 AB12",
          CountryCode: "IE",
          PhoneNumber: "+353 20 910 0000",
          WebsiteUrl: "https://www.aldermoor.example",
        },
      };
    },
  };
}
