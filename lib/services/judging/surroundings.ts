import { hashOf } from "@/lib/data/inventory/snapshot-hash";
import type { LoadedAccount, LoadedEnd, LoadedResource } from "@/lib/data/judging/load-facts";
import { loadAccount, loadOfType, loadOrganization, loadRelated, unreadLogging } from "@/lib/data/judging/load-facts";
import type { JudgeFacts, RelatedFacts, ScopeFacts } from "@/lib/engine/judge";
import { edges } from "@/lib/model/edges";
import { known } from "@/lib/model/fact";
import { organizationScope } from "@/lib/model/fact-schema";
import type { Members } from "@/lib/model/facts/organization";
import type { ResourceRef, ResourceType } from "@/lib/model/resource";
import { factsOf } from "@/lib/model/snapshot";

/** What lies around the resources of one account: read once for a batch. */
export type Surroundings = {
  account: LoadedAccount;
  accountFacts: ScopeFacts;
  organizationFacts: ScopeFacts;
  /** Stands for the facts of account and organization: they are large, and the same for all of its resources. */
  fingerprint: string;
  regions: ReadonlyMap<string, ScopeFacts>;
  related: ReadonlyMap<number, readonly LoadedEnd[]>;
  /** Buckets with an unread `logging`, by region. */
  unreadLogging: ReadonlyMap<string, number>;
};

/** @throws Error for an account nobody knows */
export async function loadSurroundings(accountId: number, resourceIds: readonly number[]): Promise<Surroundings> {
  const account = await loadAccount(accountId);
  if (!account) throw new Error(`There is no account ${accountId}.`);
  const [accounts, regions, organization, ends, unread] = await Promise.all([
    loadOfType(accountId, "AWS::Organizations::Account"),
    loadOfType(accountId, "AWS::Account::Region"),
    loadOrganization(),
    loadRelated(resourceIds),
    unreadLogging(accountId),
  ]);
  const accountFacts = accounts[0] ? factsOf(accounts[0].document) : {};
  const organizationOwn = organization ? factsOf(organization.document) : loneFacts(account);
  const organizationFacts = Object.fromEntries(
    Object.entries(organizationScope).flatMap(([name, type]) => {
      const fact = (type === "AWS::Organizations::Organization" ? organizationOwn : accountFacts)[name];
      return fact ? [[name, fact]] : [];
    }),
  );
  return {
    account,
    accountFacts,
    organizationFacts,
    fingerprint: hashOf([accountFacts, organizationFacts]).toString("hex"),
    regions: new Map(regions.map(({ name, document }) => [name, factsOf(document)])),
    related: Map.groupBy(ends, ({ from }) => from),
    unreadLogging: unread,
  };
}

/** An account that belongs to no organization is all there is of its own: discovery calls its place in the tree so. */
const loneFacts = ({ awsId, path }: LoadedAccount): ScopeFacts =>
  path.length === 1 && path[0] === `lone-${awsId}`
    ? { members: known({ id: null, managementAccountId: awsId, accounts: [awsId] } satisfies Members) }
    : {};

/** @returns a loaded resource as controls address it */
export const refOf = (resource: LoadedResource, accountAwsId: string): ResourceRef => ({
  type: resource.type as ResourceType,
  arn: resource.arn,
  name: resource.name,
  accountId: accountAwsId,
  region: resource.region,
});

/** @returns everything a control may see of a resource */
export function judgeFacts(resource: LoadedResource, around: Surroundings): JudgeFacts {
  return {
    own: factsOf(resource.document),
    account: around.accountFacts,
    region: (resource.region ? around.regions.get(resource.region) : undefined) ?? {},
    organization: around.organizationFacts,
    related: relatedOf(resource, around),
  };
}

function relatedOf(resource: LoadedResource, around: Surroundings): Record<string, RelatedFacts> {
  const ends = around.related.get(resource.id) ?? [];
  const related: Record<string, RelatedFacts> = {};
  for (const [edge, { from }] of Object.entries(edges)) {
    if (from !== resource.type) continue;
    related[edge] = {
      items: ends
        .filter(({ kind }) => kind === edge)
        .map((end) => ({ resource: refOf(end, end.accountAwsId), facts: factsOf(end.document) })),
      ...completeness[edge as keyof typeof edges](resource, around),
    };
  }
  return related;
}

type Completeness = Pick<RelatedFacts, "unread" | "incomplete">;

const completeness: Record<keyof typeof edges, (resource: LoadedResource, around: Surroundings) => Completeness> = {
  /**
   * The bucket's own account and region must have been listed. An access point of another account opens nothing the
   * bucket policy does not allow to it, so one that nobody listed adds no way in of its own:
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
   */
  accessPoints: ({ region }, { regions }) => {
    const listed = region === null ? undefined : regions.get(region)?.["accessPointsListed"];
    if (listed?.known) return { unread: 0 };
    if (!listed) return { unread: 1, incomplete: { reason: "not_collected", permission: "s3:ListAccessPoints" } };
    return {
      unread: 1,
      incomplete: listed.permission
        ? { reason: listed.reason, permission: listed.permission }
        : { reason: listed.reason },
    };
  },
  /** A list of log sources is never short of a known one: what may be missing is counted. */
  logSources: ({ region, document }, { unreadLogging: unread }) => {
    const own = document["logging"];
    const itself = own && "v" in own ? 0 : 1;
    return { unread: Math.max(0, (unread.get(region ?? "") ?? 0) - itself) };
  },
};
