import type { Event } from "@aws-sdk/client-health";
import type { Account } from "../world/configuration";
import type { World } from "../world/world";

const day = 86_400_000;

/** Accounts AWS writes to about buckets open to everyone: by the seed's stories, not by what was mended since. */
const told = new Set(["web-aldermoor", "web-campaigns", "partner-exchange-prod", "portal-prod"]);

/** @returns the accounts of the organization AWS has something to tell about S3: few, however many there are */
export const inOrganization = ({ tree }: World): Account[] =>
  tree.accounts.filter(({ id }) => told.has(tree.purposes.get(id)?.name ?? ""));

/** @returns what AWS says happens: to a region, and to these accounts; the latest first */
export function healthEvents(world: World, accounts: readonly Account[]): Event[] {
  const now = world.clock.now().getTime();
  const today = Math.floor(now / day) * day;
  const arn = (region: string, code: string, id: string) =>
    `arn:${world.partition}:health:${region}::event/S3/${code}/${code}_${id}`;
  const region = world.regions[0] ?? world.homeRegion;
  const issue: Event = {
    arn: arn(region, "AWS_S3_OPERATIONAL_ISSUE", world.random.hex(10, "health", "issue").toUpperCase()),
    service: "S3",
    eventTypeCode: "AWS_S3_OPERATIONAL_ISSUE",
    eventTypeCategory: "issue",
    region,
    startTime: new Date(today - 12 * day),
    endTime: new Date(today - 12 * day + 5_400_000),
    lastUpdatedTime: new Date(today - 12 * day + 7_200_000),
    statusCode: "closed",
    eventScopeCode: "PUBLIC",
  };
  const notices = accounts.flatMap((account): Event[] => {
    if (!told.has(world.tree.purposes.get(account.id)?.name ?? "")) return [];
    const code = "AWS_S3_OPEN_ACCESS_BUCKET_NOTIFICATION";
    const began = today - (1 + world.random.below(9, "health", account.id)) * day;
    return [
      {
        arn: arn(world.homeRegion, code, world.random.hex(10, "health", account.id).toUpperCase()),
        service: "S3",
        eventTypeCode: code,
        eventTypeCategory: "accountNotification",
        region: world.homeRegion,
        startTime: new Date(began),
        lastUpdatedTime: new Date(began),
        statusCode: "open",
        eventScopeCode: "ACCOUNT_SPECIFIC",
      },
    ];
  });
  return [...notices, issue].sort((a, b) => (b.startTime?.getTime() ?? 0) - (a.startTime?.getTime() ?? 0));
}
