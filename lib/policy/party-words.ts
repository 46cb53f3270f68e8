import type { Party } from "./access/party";

/** @returns a party as people name it, within a sentence */
export function partyWords(party: Party): string {
  switch (party.kind) {
    case "anonymous":
      return "anyone";
    case "any-account":
      return "anyone with an AWS account";
    case "account":
      return `account ${party.account}`;
    case "organization":
      return `organization ${party.orgId}`;
    case "service":
      return party.name;
    case "any-service":
      return "any AWS service";
    case "federated":
      return `whom ${party.provider} knows`;
    case "canonical-user":
      return `canonical user ${party.id.slice(0, 12)}…`;
    case "origin-access-identity":
      return `CloudFront identity ${party.id}`;
  }
}
