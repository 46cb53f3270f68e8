import type { ResourceType } from "./resource";

/**
 * Named relations between resources, each declared once. `derivedFrom` is the fact that says so: while that fact is
 * unread on a possible other end, the edge may have more ends than are known, and says how many (`unread`).
 */
export const edges = {
  /** The access points that lead to a bucket. */
  accessPoints: {
    from: "AWS::S3::Bucket",
    to: "AWS::S3::AccessPoint",
    derivedFrom: "AWS::S3::AccessPoint.origin",
  },
  /** The buckets whose server access logs are delivered to this one. AWS wants them in the same account and region. */
  logSources: {
    from: "AWS::S3::Bucket",
    to: "AWS::S3::Bucket",
    derivedFrom: "AWS::S3::Bucket.logging",
  },
} as const satisfies Record<string, { from: ResourceType; to: ResourceType; derivedFrom: string }>;

export type EdgeName = keyof typeof edges;

/** The edges that start at a resource type. */
export type EdgeOf<R extends ResourceType> = {
  [E in EdgeName]: (typeof edges)[E]["from"] extends R ? E : never;
}[EdgeName];
