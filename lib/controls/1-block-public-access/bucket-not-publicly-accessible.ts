import { z } from "zod";
import { accessInput } from "@/lib/engine/access-input";
import { defineControl } from "@/lib/engine/control";
import { type Level, type WayIn, type WaysInFacts, waysIn } from "@/lib/engine/ways-in";
import { fail, type Judgement, pass, undecided } from "@/lib/model/verdict";
import type { AccessInput } from "@/lib/policy/input";
import { policyIsPublic } from "@/lib/policy/public/policy-is-public";
import { publicLeftByAcl, publicLeftByPolicy } from "@/lib/policy/public/public-left";
import { knownTo, type Tri, undetermined } from "@/lib/policy/tri";
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
    "own.policy",
    "own.acl",
    "own.ownership",
    "own.publicAccessBlock",
    "account.effectiveAccountPublicAccessBlock",
    "organization.effectiveS3Policy",
    "organization.resourceControlPolicies",
    "organization.members",
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
  version: 2,

  evaluate({ own, account, organization, related }, { resource }) {
    const ways = waysIn({
      ...own,
      ...account,
      effectiveS3Policy: organization.effectiveS3Policy,
      accessPoints: related.accessPoints.items.map(({ resource, ...facts }) => ({ name: resource.name, ...facts })),
    });
    const open = ways.filter(({ outcome }) => outcome === "open");
    if (open.length === 0) return closed(ways);
    return failing(open, accessInput(resource, { ...own, ...account, ...organization }));
  },

  settle({ own, account, organization, related }, { resource }) {
    const facts: WaysInFacts = {
      ...own,
      ...account,
      effectiveS3Policy: organization.effectiveS3Policy,
      accessPoints: related.accessPoints.items.map(({ resource, ...rest }) => ({ name: resource.name, ...rest })),
    };
    const ways = waysIn(facts);
    const open = ways.filter(({ outcome }) => outcome === "open");
    if (open.length > 0) {
      // An unread resource control policy may close it: never a fail from less than all of them.
      const found = failing(open, accessInput(resource, { ...own, ...account, ...organization }));
      return found.status === "fail" ? found : undefined;
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

/** Resource control policies may stop what every block lets pass. */
function failing(open: readonly WayIn[], input: AccessInput): Judgement {
  const left = open.map((way) => ({ way, left: leftBy(way, input) }));
  const certain = left.filter(({ left }) => left.kind === "known" && left.value).map(({ way }) => way);
  if (certain.length > 0) {
    const decides = [...new Set(certain.flatMap((way) => (way.decides ? [levelWords[way.decides]] : [])))];
    const ways = certain.map(through).join(" and through ");
    return fail(`Anyone gets in through ${ways}. What decides is ${decides.join(" and ")}, and it is open.`);
  }
  const unclear = left.find(({ left }) => left.kind === "undetermined");
  if (!unclear) return pass("It is offered to everyone, and a resource control policy of the organization stops it.");
  const why = unclear.left.kind === "undetermined" ? unclear.left.why[0]?.what : undefined;
  return undecided(
    "undetermined",
    `Open through ${through(unclear.way)}. ${why ?? "A resource control policy may still stop it."}`,
  );
}

/** What resource control policies leave of a way that is open: AWS's own answer says that it is. */
function leftBy({ kind }: WayIn, input: AccessInput): Tri<boolean> {
  if (input.rcps !== "unread" && input.rcps.flat().length === 0) return knownTo(true);
  if (kind === "acl") return publicLeftByAcl(input);
  if (kind === "policy" && input.policy !== null && input.policy !== "unread") {
    const judged = policyIsPublic(input.policy);
    // Where AWS calls public what its published rules do not, nobody knows what it is that is open.
    if (judged.kind === "known" && judged.value) return publicLeftByPolicy(input.policy, judged, input);
  }
  return undetermined({ what: "A resource control policy on its path may still stop it.", row: null, at: null });
}
