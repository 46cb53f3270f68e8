import { deeds } from "./deeds";
import type { Step } from "./step";
import type { Telling } from "./telling";

/** What happens once, by its day: somebody joins, something is opened in a hurry, sight is lost and given back. */
const incidents: Readonly<Record<number, (told: Telling) => Step[]>> = {
  // A demo in a hurry: two buckets of development are put on the internet, and stay there for two days.
  11: (told) => published(told, "portal-dev", 2, "ines.vogel"),
  13: (told) => closedAgain(told, "portal-dev", 2, "sec.oncall"),

  // Northgate is acquired. Its file account comes without the roles, which nobody notices for five days.
  22: () => [{ time: "08:12:00", who: "elena.marsh", joins: "northgate-core" }],
  23: () => [{ time: "08:40:00", who: "elena.marsh", joins: "northgate-files" }],
  28: (told) => roleGiven(told, "northgate-files", "elena.marsh"),

  // The hackathon becomes a product: its account leaves the sandbox.
  41: (told) => {
    const account = told.account("hackathon-2026");
    if (!account) return [];
    const move = {
      AccountId: account.id,
      SourceParentId: account.ouId,
      DestinationParentId: told.ouId("Dev"),
    };
    return [deeds.organization(told, { who: "elena.marsh", hour: 10 }, "MoveAccount", move)];
  },

  // A script that tidies up unused roles takes the reader's along in two production accounts.
  46: (told) => ["claims-prod", "billing-prod"].flatMap((name) => roleTaken(told, name, "tidy-roles")),
  49: (told) => ["claims-prod", "billing-prod"].flatMap((name) => roleGiven(told, name, "elena.marsh")),

  // A surety business starts, in an account of its own.
  51: () => [{ time: "09:05:00", who: "elena.marsh", joins: "surety-prod" }],

  // The organization's S3 policy reaches the sandboxes: whatever is public there no longer is.
  55: (told) => {
    const policy = told.world.tree.policies.find(
      ({ type, name }) => type === "S3_POLICY" && name === "BlockPublicAccess",
    );
    if (!policy) return [];
    const attach = { PolicyId: policy.id, TargetId: told.ouId("Sandbox") };
    return [deeds.organization(told, { who: "mara.lindqvist", hour: 11 }, "AttachPolicy", attach)];
  },

  // A faulty module is rolled out to the partner exchange: three buckets lose their block and gain a public policy.
  60: (told) => published(told, "partner-exchange-prod", 3, "terraform"),
  61: (told) => closedAgain(told, "partner-exchange-prod", 2, "sec.oncall"),
  65: (told) => closedAgain(told, "partner-exchange-prod", 1, "sec.oncall"),

  // A template is rolled back, and with it the bucket keys of the development lake.
  78: (told) =>
    told
      .buckets(told.account("data-lake-dev"), 15, ({ encryption }) => encryption.bucketKey === true)
      .map((bucket) => deeds.bucketKey(told, { who: "terraform", hour: 16 }, bucket, false)),

  // Two accounts that were set up before the baseline get their own block.
  84: (told) => {
    const account = told.account("billing-dev");
    return account && account.block === null
      ? [deeds.blockAccount(told, { who: "mara.lindqvist", hour: 9 }, account)]
      : [];
  },
  86: (told) => {
    const account = told.account("portal-prod");
    return account && account.block === null
      ? [deeds.blockAccount(told, { who: "mara.lindqvist", hour: 9 }, account)]
      : [];
  },
};

/** Opens buckets that no level above would keep closed. */
function published(told: Telling, name: string, most: number, who: string): Step[] {
  const account = told.account(name);
  if (!account || told.world.effectiveBlock(account)?.BlockPublicPolicy) return [];
  return told
    .buckets(account, most, ({ block, policy }) => block !== null && !policy?.includes("OnlyTheVault"))
    .flatMap((bucket) => deeds.publish(told, { who, hour: 15 }, bucket));
}

function closedAgain(told: Telling, name: string, most: number, who: string): Step[] {
  return told
    .buckets(
      told.account(name),
      most,
      ({ block, policy }) => block === null && (policy?.includes("PublicReadGetObject") ?? false),
    )
    .flatMap((bucket) => [
      deeds.closePolicy(told, { who, hour: 9 }, bucket),
      deeds.block(told, { who, hour: 10 }, bucket),
    ]);
}

function roleTaken(told: Telling, name: string, who: string): Step[] {
  const account = told.account(name);
  return account?.roles.read ? [deeds.role(told, { who, hour: 17 }, account, "DeleteRole")] : [];
}

function roleGiven(told: Telling, name: string, who: string): Step[] {
  const account = told.account(name);
  if (!account || account.roles.read) return [];
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:${told.world.partition}:iam::${told.world.hubAccountId}:role/BreakwaterHubReader` },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": told.world.options.externalId } },
      },
    ],
  });
  return [deeds.role(told, { who, hour: 8 }, account, "CreateRole", { AssumeRolePolicyDocument })];
}

/** @returns what happens on just this day */
export const incidentSteps = (told: Telling): Step[] => incidents[told.day]?.(told) ?? [];
