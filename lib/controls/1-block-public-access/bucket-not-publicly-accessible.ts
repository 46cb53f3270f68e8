import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { type Level, type WayIn, type WaysInFacts, waysIn } from "@/lib/engine/ways-in";
import type { AttachedPolicy } from "@/lib/model/facts/account";
import { fail, type Judgement, pass, undecided } from "@/lib/model/verdict";
import { blockPublicAccess } from "@/lib/remediations/block-public-access";

export default defineControl({
  id: "bucket-not-publicly-accessible",
  practice: "1-block-public-access",
  title: "Bucket is not effectively public",
  severity: "critical",
  why: "Anyone on the internet can reach what is in it, and nobody has to sign in or leave a name.",
  resource: "AWS::S3::Bucket",
  needs: [
    "own.policyStatus",
    "own.acl",
    "own.ownership",
    "own.publicAccessBlock",
    "account.effectiveAccountPublicAccessBlock",
    "organization.effectiveS3Policy",
    "organization.resourceControlPolicies",
    "related.accessPoints.origin",
    "related.accessPoints.publicAccessBlock",
    "related.accessPoints.policyStatus",
  ],
  params: z.object({}),
  satisfies: ["aws-fsbp/S3.2", "aws-fsbp/S3.3"],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-2",
  ],
  version: 1,

  evaluate({ own, account, organization, related }) {
    const ways = waysIn({
      ...own,
      ...account,
      effectiveS3Policy: organization.effectiveS3Policy,
      accessPoints: related.accessPoints.items.map(({ resource, ...facts }) => ({ name: resource.name, ...facts })),
    });
    const open = ways.filter(({ outcome }) => outcome === "open");
    if (open.length === 0) return closed(ways);
    return failing(open, organization.resourceControlPolicies);
  },

  settle({ own, account, organization, related }) {
    const facts: WaysInFacts = {
      ...own,
      ...account,
      effectiveS3Policy: organization.effectiveS3Policy,
      accessPoints: related.accessPoints.items.map(({ resource, ...rest }) => ({ name: resource.name, ...rest })),
    };
    const ways = waysIn(facts);
    const open = ways.filter(({ outcome }) => outcome === "open");
    // An unread or unanalysed resource control policy may close it: never a fail from less than all of them.
    if (open.length > 0) {
      return organization.resourceControlPolicies === undefined
        ? undefined
        : failing(open, organization.resourceControlPolicies);
    }
    if (ways.some(({ outcome }) => outcome === "unknown")) return undefined;
    // With a wall before every door, doors nobody listed do not matter.
    return related.accessPoints.complete || outerWall(facts) ? closed(ways) : undefined;
  },

  remediate: ({ own }, { resource }) => blockPublicAccess(resource, own.publicAccessBlock),
});

const outerWall = ({ publicAccessBlock, effectiveAccountPublicAccessBlock }: WaysInFacts): boolean =>
  Boolean(publicAccessBlock?.restrictPublicBuckets || effectiveAccountPublicAccessBlock?.restrictPublicBuckets);

const levelWords: Readonly<Record<Level, string>> = {
  organization: "the organization",
  account: "the account",
  bucket: "the bucket",
  access_point: "the access point",
};

function closed(ways: readonly WayIn[]): Judgement {
  const stopped = ways.filter(({ outcome }) => outcome === "closed");
  if (stopped.length === 0) return pass();
  const by = [...new Set(stopped.flatMap(({ decides }) => (decides ? [levelWords[decides]] : [])))];
  return pass(`It is offered to everyone, and ${by.join(" and ")} stops it.`);
}

const through = ({ kind, name }: WayIn): string =>
  kind === "acl" ? "its access list" : kind === "policy" ? "its policy" : `the access point ${name}`;

function failing(open: readonly WayIn[], policies: readonly AttachedPolicy[]): Judgement {
  const ways = open.map(through).join(" and through ");
  const decides = [...new Set(open.flatMap((way) => (way.decides ? [levelWords[way.decides]] : [])))];
  if (policies.length > 0) {
    const n = policies.length === 1 ? "A resource control policy" : `${policies.length} resource control policies`;
    return undecided(
      "not_analysed",
      `Open through ${ways}. ${n} on its path may still stop it, and that was not analysed.`,
    );
  }
  return fail(`Anyone gets in through ${ways}. What decides is ${decides.join(" and ")}, and it is open.`);
}
