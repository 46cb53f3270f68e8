import type { Control } from "@/lib/engine/control";
import { type JudgeFacts, judge, type RelatedFacts } from "@/lib/engine/judge";
import { type Fact, known } from "@/lib/model/fact";
import type { ResourceRef } from "@/lib/model/resource";
import type { Judged } from "@/lib/model/verdict";

/** Plain values, read; or a `Fact` where a test needs one that could not be read. */
export type Values = Readonly<Record<string, unknown>>;

export type Situation = {
  own?: Values;
  account?: Values;
  organization?: Values;
  related?: Readonly<Record<string, RelatedFacts>>;
  params?: unknown;
};

export const bucketRef: ResourceRef<"AWS::S3::Bucket"> = {
  type: "AWS::S3::Bucket",
  arn: "arn:aws:s3:::claims-intake",
  name: "claims-intake",
  accountId: "111122223333",
  region: "eu-west-1",
};

const isUnread = (value: unknown): value is Extract<Fact, { known: false }> =>
  typeof value === "object" && value !== null && "known" in value && value.known === false;

const read = (values: Values = {}): Record<string, Fact> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isUnread(value) ? value : known(value)]));

export const factsOf = (situation: Situation): JudgeFacts => ({
  own: read(situation.own),
  account: read(situation.account),
  region: {},
  organization: read(situation.organization),
  related: situation.related ?? {},
});

/** Judges a control as the product does, at a fixed time. Takes the typed control a file exports. */
export const judged = (control: unknown, situation: Situation, resource: ResourceRef = bucketRef): Judged =>
  judge(control as Control, resource, factsOf(situation), {
    params: situation.params ?? {},
    at: new Date("2026-01-01T00:00:00Z"),
  });

export const statusOf = (control: unknown, situation: Situation): string => judged(control, situation).verdict.status;
