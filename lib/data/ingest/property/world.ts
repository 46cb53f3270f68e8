import { createHash } from "node:crypto";
import type { ResourceType } from "@/lib/model/resource";
import { type Severity, severityRank } from "@/lib/model/severity";
import { canonicalJson, type Snapshot } from "@/lib/model/snapshot";
import type { Judged } from "@/lib/model/verdict";
import type { IngestResource } from "../batch";
import type { RegisteredControl } from "../register-controls";

export const bucket: ResourceType = "AWS::S3::Bucket";
export const accessPoint: ResourceType = "AWS::S3::AccessPoint";

/** Every control the property knows; the first ones are in use from the start. */
export const catalogue: readonly RegisteredControl[] = [
  { id: 1, slug: "a", resourceType: bucket, slot: 0, practice: "1-block-public-access", severity: 4 },
  { id: 2, slug: "b", resourceType: bucket, slot: 1, practice: "2-bucket-keys", severity: 4 },
  { id: 3, slug: "c", resourceType: bucket, slot: 2, practice: "1-block-public-access", severity: 4 },
  { id: 4, slug: "d", resourceType: accessPoint, slot: 0, practice: "1-block-public-access", severity: 4 },
  { id: 5, slug: "e", resourceType: bucket, slot: 3, practice: "7-logging", severity: 4 },
  { id: 6, slug: "f", resourceType: bucket, slot: 5, practice: "8-protection", severity: 4 },
];

/** How the organization's rules stand: which controls are in use, at which version, with which parameters. */
export type Rules = {
  inUse: readonly number[];
  versions: ReadonlyMap<number, number>;
  rulesetId: number;
  parametersId: number;
};

/** What is true of one resource: one number stands for its configuration, one for its account's. */
export type Truth = { type: ResourceType; facts: number; account: number };

/** @returns a number from 0 to below `below`, always the same for the same parts */
export function draw(below: number, ...parts: readonly (number | string)[]): number {
  return createHash("sha1").update(parts.join("/")).digest().readUInt32BE() % below;
}

/** The verdict of a control: any of them, at more than one severity, for more than one reason. */
export function judgedBy(control: number, { facts, account }: Truth, rules: Rules): Judged | "off" {
  if (draw(6, "off", control, rules.parametersId) === 0) return "off";
  const version = rules.versions.get(control) ?? 0;
  const value = draw(12, control, facts, account, version, rules.parametersId);
  const severity: Severity = value % 3 === 0 ? "high" : "medium";
  if (value < 5) return { verdict: { status: "pass" }, severity };
  if (value < 8) return { verdict: { status: "fail", because: `it is\t${draw(3, facts, control)}\\n` }, severity };
  if (value < 9) return { verdict: { status: "not_applicable", because: "it is empty" }, severity };
  const missing = [{ need: "own.x", reason: "denied" as const, permission: `s3:Get${value}` }];
  const throttled = [{ need: "own.x", reason: "throttled" as const }];
  return { verdict: { status: "unknown", missing: value === 11 ? throttled : missing }, severity: "critical" };
}

/** @returns a resource as judging hands it over */
export function judgedResource(resourceId: number, truth: Truth, rules: Rules): IngestResource {
  const snapshot = snapshotOf(truth.facts);
  const slots = catalogue.filter(({ id, resourceType }) => resourceType === truth.type && rules.inUse.includes(id));
  return {
    resourceId,
    type: truth.type,
    region: "eu-west-1",
    verdicts: slots.map(({ id, slot }) => ({ controlId: id, slot, judged: judgedBy(id, truth, rules) })),
    snapshot: hashOf(snapshot),
    lastKnown: truth.facts % 5 === 0 ? hashOf("before") : null,
    inputs: hashOf({ account: truth.account }),
    inFull: isInFull(truth.facts),
  };
}

export const isInFull = (facts: number): boolean => facts % 3 !== 0;

/** One fact known, and where not read in full one denied and one throttled. */
export const snapshotOf = (facts: number): Snapshot => ({
  policy: { v: { configuration: facts } },
  ...(isInFull(facts) ? {} : { acl: { u: "denied", permission: `s3:Get${facts % 2}` }, tags: { u: "throttled" } }),
});

export const hashOf = (value: unknown): Uint8Array => createHash("sha256").update(canonicalJson(value)).digest();

export const critical = severityRank("critical");
