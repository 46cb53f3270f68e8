import type { Key, KeyGrant } from "./kms-keys";
import type { Place } from "./records";

/** The partner outside the organization that buckets are shared with too. */
const partner = "210987654321";

export type KeyStory = Partial<Omit<Key, "id" | "grants">> & {
  /** Statements beside the one that lets the account decide. */
  allows?: readonly object[];
  grant?: Omit<KeyGrant, "id" | "createdAt">;
};

const use = ["kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"];

const allow = (Sid: string, Principal: unknown, Condition?: object): object => ({
  Sid,
  Effect: "Allow",
  Principal,
  Action: use,
  Resource: "*",
  ...(Condition ? { Condition } : {}),
});

const rootOf = ({ world }: Place, accountId: string) => ({ AWS: `arn:${world.partition}:iam::${accountId}:root` });

const accountNamed = ({ world }: Place, plan: string): string =>
  world.tree.accounts.find(({ id }) => world.tree.purposes.get(id)?.name === plan)?.id ?? world.managementAccountId;

/** Keys somebody will have to explain, by account and number; the same in every region. */
const stories: Readonly<Record<string, Readonly<Record<number, (place: Place) => KeyStory | "gone">>>> = {
  // Open to everyone who knows its ARN.
  "web-campaigns": { 1: () => ({ allows: [allow("Campaigns", "*")] }) },
  // Looks open, and is not: callers of the account only.
  "data-science-dev": {
    2: ({ account }) => ({
      allows: [allow("Notebooks", { AWS: "*" }, { StringEquals: { "kms:CallerAccount": account.id } })],
    }),
  },
  "partner-exchange-prod": {
    1: (place) => ({ allows: [allow("Partner", rootOf(place, partner))] }),
    // Imported material: nothing AWS could rotate.
    3: () => ({ origin: "EXTERNAL", rotation: false }),
  },
  // Shared inside the organization: with one account, and with all.
  "data-lake-prod": {
    0: (place) => ({ allows: [allow("Science", rootOf(place, accountNamed(place, "data-science-dev")))] }),
  },
  "shared-services": {
    0: ({ world }) => ({
      allows: [allow("Organization", "*", { StringEquals: { "aws:PrincipalOrgID": world.seed.organizationId } })],
    }),
  },
  // A condition that is true where the key is absent: open to everyone after all.
  "portal-dev": {
    1: ({ world }) => ({
      allows: [
        allow("Organization", "*", { StringEqualsIfExists: { "aws:PrincipalOrgID": world.seed.organizationId } }),
      ],
    }),
  },
  // Only the vault's keeper: whoever reads settings is refused.
  "payments-prod": {
    3: ({ world, account }) => ({
      policy: JSON.stringify({
        Version: "2012-10-17",
        Id: "vault",
        Statement: [
          {
            Sid: "KeeperOnly",
            Effect: "Allow",
            Principal: { AWS: `arn:${world.partition}:iam::${account.id}:role/VaultKeeper` },
            Action: "kms:*",
            Resource: "*",
          },
        ],
      }),
    }),
  },
  "analytics-prod": {
    2: ({ world }) => ({
      grant: {
        name: "reporting-partner",
        grantee: `arn:${world.partition}:iam::${partner}:role/reporting`,
        operations: ["Decrypt", "DescribeKey"],
      },
    }),
  },
  "claims-dev": { 1: () => ({ state: "Disabled" }) },
  "billing-dev": { 2: () => ({ state: "PendingDeletion", deletion: { inDays: 12 }, rotation: false }) },
  // Buckets still name it.
  "documents-dev": { 2: () => "gone" },
  "data-lake-dev": { 3: () => "gone", 1: () => ({ state: "Disabled" }) },
};

/** @returns what is particular about the nth key of an account */
export function keyStoryOf(place: Place, n: number): KeyStory | "gone" {
  const plan = place.world.tree.purposes.get(place.account.id)?.name ?? "";
  return stories[plan]?.[n]?.(place) ?? {};
}
