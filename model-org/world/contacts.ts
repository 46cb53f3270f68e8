import type { AlternateContactType } from "@aws-sdk/client-account";
import type { Kind } from "./records";

/** Whom AWS writes to beside the owner of an account. */
export type Contact = { type: AlternateContactType; name: string; title: string; email: string; phone: string };

const contact = (type: AlternateContactType, name: string, title: string, box: string): Contact => ({
  type,
  name,
  title,
  email: `${box}@aldermoor.example`,
  phone: "+44 1632 960000",
});

const security = contact("SECURITY", "Security Operations", "Duty officer", "security");
const billing = contact("BILLING", "Finance", "Cloud cost", "cloud-billing");
const operations = contact("OPERATIONS", "Platform", "Duty engineer", "platform");

/** Alternate contacts of accounts: those of the baseline have all, older and smaller ones forgot security's. */
export const contacts: Kind<Contact> = {
  name: "alternate-contact",
  id: ({ type }) => type,
  derive({ world, account, region }) {
    if (region !== world.homeRegion) return [];
    const plan = world.tree.purposes.get(account.id);
    switch (plan?.purpose) {
      case "management":
      case "security":
      case "data-lake":
      case "infrastructure":
        return [billing, operations, security];
      case "prod":
        return world.random.chance(0.8, "security-contact", plan.name) ? [billing, security] : [billing];
      case "dev":
      case "web":
        return world.random.chance(0.4, "security-contact", plan.name) ? [security] : [billing];
      default:
        return [];
    }
  },
};
