import type { Request } from "../request";
import { knownTo, type Reason, type Tri, undetermined } from "../tri";
import { type Asked, mentions, undenied } from "./asked";

export type Transport = { enforced: boolean; gaps: readonly Request[] };

/**
 * Whether every request without TLS is denied: for the bucket and for its objects, to everybody, whatever the action.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export function transportOf(asked: Asked): Tri<Transport> {
  const isObject = (resource: string) => resource.slice("arn:".length).includes("/");
  const gaps: Request[] = [];
  const why: Reason[] = [];
  for (const object of [false, true]) {
    const found = undenied(asked, { tls: false, resource: (resource) => isObject(resource) === object });
    if (found.kind === "found") gaps.push(found.request);
    if (found.kind === "unknown") why.push(...found.why);
  }
  if (gaps.length > 0) return knownTo({ enforced: false, gaps });
  return why.length > 0 ? undetermined(...why) : knownTo({ enforced: true, gaps });
}

const key = "s3:tlsversion";
const versions = ["1.0", "1.1", "1.2", "1.3"];

/**
 * The version of TLS below which every request that uses TLS is denied. Plain HTTP has no version: whether that is
 * denied is `transportOf`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
export function leastVersionOf(asked: Asked): Tri<string | null> {
  if (!mentions(asked, key)) return withoutDoubt(asked, null);
  for (const least of ["1.3", "1.2", "1.1"]) {
    const below = versions.slice(0, versions.indexOf(least));
    const found = undenied(asked, {
      tls: true,
      keep: new Map([[key, (values) => values !== undefined && below.includes(values[0] ?? "")]]),
    });
    if (found.kind === "none") return knownTo(least);
    if (found.kind === "unknown") return undetermined(...found.why);
  }
  return knownTo(null);
}

/** A policy that does not name a key can still mean it in a part that was not understood. */
export function withoutDoubt<T>({ space }: Asked, value: T): Tri<T> {
  const why = space.statements.flatMap(({ statement, doubts }) => (statement.effect === "Deny" ? doubts : []));
  return why.length > 0 ? undetermined(...why) : knownTo(value);
}
