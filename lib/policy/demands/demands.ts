import { issuesOf } from "../access/compiled";
import type { Issue, Policy, Statement } from "../language/policy";
import { knownTo, type Reason, type Tri, undetermined } from "../tri";
import { asked, type Bucket, undenied } from "./asked";
import { lockoutOf } from "./lockout";
import { type ByKey, deniesOutsideOf, type Perimeter, perimeterOf } from "./outside";
import { leastVersionOf, type Transport, transportOf } from "./transport";
import { type ConditionalWrites, conditionalWritesOf, customerKeysOf, encryptionOf } from "./uploads";

/** A statement as it is found in its document. */
export type StatementRef = { index: number; sid: string | null };

/** What a policy demands of requests: what has to be so for it not to deny them. */
export type Demands = {
  /** Every request without TLS is denied; or requests without TLS that are not. */
  tls: Tri<Transport>;
  /** The version of TLS below which every request is denied. */
  minTlsVersion: Tri<string | null>;
  /** The values of x-amz-server-side-encryption outside of which every upload is denied. */
  encryption: Tri<readonly string[] | null>;
  /** Uploads without, or with, keys of the customer's own are denied. */
  customerKeys: Tri<"required" | "denied" | null>;
  conditionalWrites: Tri<ConditionalWrites | null>;
  /** Every request is denied unless the key has one of the values. Keys in lower case. */
  deniesOutside: Tri<ByKey>;
  deniesAnonymous: Tri<boolean>;
  /** Allow statements for every action, or for every action of S3. */
  wildcardActions: readonly StatementRef[];
  /** Allow statements for all but some actions. */
  notActions: readonly StatementRef[];
  /** The policy denies also the owner's administrators to change it back. */
  lockout: Tri<boolean>;
  /** Networks and identities outside of which every request is denied that is not a service's. */
  perimeter: Tri<Perimeter>;
};

/**
 * What a bucket's policy, or a resource control policy, demands of requests to a bucket. A demand holds where every
 * request that does not meet it is denied, be it by several statements together.
 */
export function demandsOf(policy: Policy, bucket: Bucket): Demands {
  const allows = policy.statements.filter(({ effect }) => effect === "Allow");
  const written = {
    wildcardActions: allows.filter(({ actions }) => !actions.not && actions.values.some(isEvery)).map(refOf),
    notActions: allows.filter(({ actions }) => actions.not).map(refOf),
  };
  const issues = issuesOf(policy);
  if (issues.length > 0) return { ...unread(issues), ...written };
  const one = asked(policy, bucket);
  return {
    tls: transportOf(one),
    minTlsVersion: leastVersionOf(one),
    encryption: encryptionOf(one),
    customerKeys: customerKeysOf(one),
    conditionalWrites: conditionalWritesOf(one),
    deniesOutside: deniesOutsideOf(one),
    deniesAnonymous: anonymousOf(one),
    lockout: lockoutOf(one, bucket.accountId),
    perimeter: perimeterOf(one),
    ...written,
  };
}

const isEvery = (action: string): boolean => /^(s3:)?\*+$/i.test(action);

const refOf = ({ index, sid }: Statement): StatementRef => ({ index, sid });

function anonymousOf(one: ReturnType<typeof asked>): Tri<boolean> {
  const found = undenied(one, { caller: ({ caller }) => caller.kind === "anonymous" });
  return found.kind === "unknown" ? undetermined(...found.why) : knownTo(found.kind === "none");
}

function unread(issues: readonly Issue[]) {
  const unknown = undetermined(
    ...issues.map(({ at, what }): Reason => ({ what: `The policy is not understood: ${what}.`, row: null, at })),
  );
  return {
    tls: unknown,
    minTlsVersion: unknown,
    encryption: unknown,
    customerKeys: unknown,
    conditionalWrites: unknown,
    deniesOutside: unknown,
    deniesAnonymous: unknown,
    lockout: unknown,
    perimeter: unknown,
  };
}
