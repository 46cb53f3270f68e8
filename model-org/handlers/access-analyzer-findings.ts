import { setImmediate } from "node:timers/promises";
import type * as Api from "@aws-sdk/client-accessanalyzer";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import {
  type AccessFinding,
  directoryFindings,
  findingDecisions,
  findingsAbout,
  type Zone,
} from "../world/access-findings";
import type { Analyzer } from "../world/analyzers";
import type { Account } from "../world/configuration";
import { accountOfFinding } from "../world/finding-id";
import { namesKnown } from "../world/recorded";
import type { World } from "../world/world";
import { type Asked, analyzerOf, invalid, notFound } from "./access-analyzer-find";

/** A page looks at no more buckets: where few are open it is short, and has a successor. */
const mostLookedAt = 2_000;
const breath = 200;

/** Where an account's directory buckets are looked at: after its other buckets. */
const directories = "~directories";

/** @returns where a resource is looked at, by its ARN */
function placeNamed(arn: string): string {
  const name = arn.slice(arn.lastIndexOf(":") + 1);
  return name.startsWith("bucket/") ? directories : name;
}

type Place = { account: number; after: string };

/** A finding, and what it counts as for this analyzer. */
type Judged = { finding: AccessFinding; status: "ACTIVE" | "ARCHIVED" | "RESOLVED"; updatedAt: Date };

/** Findings about buckets: computed from what is open now, or was. Other resources are not of the model. */
export function findings(world: World): HandlersOf<typeof Api> {
  const judge = ({ analyzer, accountId, region }: Asked, finding: AccessFinding): Judged => {
    if (finding.resolved) return { finding, status: "RESOLVED", updatedAt: finding.updatedAt };
    const decided = world.records.get(findingDecisions, accountId, region, finding.id);
    if (decided) return { finding, status: decided.status, updatedAt: new Date(decided.at) };
    const archived = analyzer.rules.some(
      ({ filter, createdAt, applied }) =>
        (applied || new Date(createdAt) < finding.createdAt) && meets(propertiesOf(finding, "ACTIVE"), filter),
    );
    return { finding, status: archived ? "ARCHIVED" : "ACTIVE", updatedAt: finding.updatedAt };
  };
  const about = (asked: Asked, accountId: string, name: string): Judged[] => {
    const [zone, { analyzer, region }] = [zoneOf(asked.analyzer), asked];
    const found =
      name === directories
        ? directoryFindings(world, accountId, region, analyzer.name, zone)
        : findingsAbout(world, name, region, analyzer.name, zone);
    return found.filter((one) => one.accountId === accountId).map((one) => judge(asked, one));
  };
  const placesOf = (accountId: string): readonly string[] => [...namesKnown(world, accountId), directories];

  const named = (asked: Asked, id: string | undefined): Judged => {
    const owner = world.account(accountOfFinding((id ?? "").replaceAll("-", "")));
    const accounts = accountsOf(world, asked);
    for (const name of owner && accounts.includes(owner) ? placesOf(owner.id) : []) {
      const found = about(asked, owner?.id ?? "", name).find(({ finding }) => finding.id === id);
      if (found) return found;
    }
    throw notFound(id ?? "", "finding");
  };

  return {
    async ListFindingsV2(input, context) {
      const asked = analyzerOf(world, context, input.analyzerArn);
      const size = input.maxResults || 100;
      if (size > 100) throw invalid("maxResults is at most 100.");
      const filter = input.filter ?? {};
      const owners = filter["resourceOwnerAccount"]?.eq;
      const only = filter["resource"]?.eq?.map(placeNamed).sort();
      const accounts = accountsOf(world, asked);
      const from = placeOf(input.nextToken);
      const listed: Judged[] = [];
      let looked = 0;
      let last = from;
      for (let account = from.account; account < accounts.length; account++) {
        const of = accounts[account] as Account;
        if (owners && !owners.includes(of.id)) continue;
        const names = only ?? placesOf(of.id);
        for (const name of names) {
          if (account === from.account && name <= from.after) continue;
          const wanted = about(asked, of.id, name).filter(({ finding, status }) =>
            meets(propertiesOf(finding, status), filter),
          );
          // A bucket's findings stay together: the page ends before one that does not fit.
          if (listed.length > 0 && listed.length + wanted.length > size) {
            return { findings: listed.map((one) => summary(one)), nextToken: tokenOf(last) };
          }
          listed.push(...wanted);
          last = { account, after: name };
          if (++looked >= mostLookedAt) {
            return { findings: listed.map((one) => summary(one)), nextToken: tokenOf(last) };
          }
          if (looked % breath === 0) await setImmediate();
        }
      }
      return { findings: listed.map((one) => summary(one)) };
    },
    GetFindingV2(input, context) {
      const asked = analyzerOf(world, context, input.analyzerArn);
      const found = named(asked, input.id);
      const { exposure } = found.finding;
      return {
        ...summary(found),
        findingDetails: [
          {
            externalAccessDetails: {
              action: exposure.actions,
              condition: exposure.condition,
              isPublic: exposure.to === "public",
              principal: /^[0-9a-f]{64}$/.test(exposure.principal)
                ? { CanonicalUser: exposure.principal }
                : { AWS: exposure.principal },
              sources: [
                {
                  type: exposure.by,
                  ...(exposure.accessPointArn ? { detail: { accessPointArn: exposure.accessPointArn } } : {}),
                },
              ],
            },
          },
        ],
      };
    },
    UpdateFindings(input, context) {
      const asked = analyzerOf(world, context, input.analyzerArn);
      const { status } = input;
      if (status !== "ACTIVE" && status !== "ARCHIVED") throw invalid("status is ACTIVE or ARCHIVED.");
      if (Boolean(input.ids?.length) === Boolean(input.resourceArn))
        throw invalid("Either ids or resourceArn is given.");
      const { resourceArn } = input;
      const found =
        resourceArn === undefined
          ? (input.ids ?? []).map((id) => named(asked, id))
          : accountsOf(world, asked).flatMap(({ id }) =>
              about(asked, id, placeNamed(resourceArn)).filter(({ finding }) => finding.resource === resourceArn),
            );
      const at = world.clock.now().toISOString();
      for (const { finding } of found) {
        if (finding.resolved) continue;
        world.records.put(findingDecisions, asked.accountId, asked.region, { id: finding.id, status, at });
      }
      return {};
    },
  };
}

function zoneOf({ type }: Analyzer): Zone {
  if (type === "ACCOUNT" || type === "ORGANIZATION") return type;
  throw new AwsError("NotImplemented", "Findings about unused access are not modelled.", 501);
}

function accountsOf(world: World, { analyzer, accountId }: Asked): readonly Account[] {
  if (analyzer.status !== "ACTIVE") return [];
  if (analyzer.type === "ORGANIZATION") return world.tree.accounts;
  const own = world.account(accountId);
  return own ? [own] : [];
}

/** What filters and archive rules look at. */
const propertiesOf = ({ resource, resourceType, accountId, id, exposure }: AccessFinding, status: string) => ({
  id,
  resource,
  resourceType,
  resourceOwnerAccount: accountId,
  status,
  findingType: "ExternalAccess",
  isPublic: String(exposure.to === "public"),
  "principal.AWS": exposure.principal,
});

function meets(properties: Readonly<Record<string, string>>, filter: Readonly<Record<string, Api.Criterion>>): boolean {
  return Object.entries(filter).every(([name, { eq, neq, contains, exists }]) => {
    const value = properties[name];
    return (
      (eq === undefined || (value !== undefined && eq.includes(value))) &&
      (neq === undefined || value === undefined || !neq.includes(value)) &&
      (contains === undefined || contains.some((part) => value?.includes(part))) &&
      (exists === undefined || exists === (value !== undefined))
    );
  });
}

const summary = ({ finding, status, updatedAt }: Judged) => ({
  id: finding.id,
  resource: finding.resource,
  resourceType: finding.resourceType,
  resourceOwnerAccount: finding.accountId,
  findingType: "ExternalAccess" as const,
  status,
  createdAt: finding.createdAt,
  updatedAt,
  analyzedAt: finding.analyzedAt,
});

const tokenOf = (place: Place): string => Buffer.from(JSON.stringify(place)).toString("base64url");

function placeOf(token: string | undefined): Place {
  if (!token) return { account: 0, after: "" };
  try {
    const place = JSON.parse(Buffer.from(token, "base64url").toString()) as Partial<Place>;
    if (typeof place.account === "number" && typeof place.after === "string") {
      return { account: place.account, after: place.after };
    }
  } catch {
    // Not one of ours: refused below.
  }
  throw invalid("The token is not valid.");
}
