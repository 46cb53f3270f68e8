import { asked, type Bucket, undenied } from "./demands/asked";
import { lockoutOf } from "./demands/lockout";
import { deniesOldTransportOnly, leavesTlsAlone, plainlyDeniesHttp, plainlyDeniesTlsBelow } from "./demands/plain";
import { leastVersionOf, type Transport, transportOf } from "./demands/transport";
import { customerKeysOf } from "./demands/uploads";
import { parsePolicy } from "./language/parse-policy";
import type { Policy } from "./language/policy";
import { type PublicAnswer, policyIsPublic } from "./public/policy-is-public";
import type { Request } from "./request";
import { knownTo, type Tri, undetermined } from "./tri";

/** Whose policy demands something: the bucket's own, those of the organization, or both together. */
export type Demander = "bucket" | "organization" | "together";

/** A demand as it holds for a bucket: by whom, or what gets through. */
export type Demand = { by: Demander } | { by: null; gaps: readonly Request[] };

type Ask<T> = (one: ReturnType<typeof asked>) => Tri<T>;

/**
 * What the policies over one bucket come to. Each answer is worked out when it is first asked for, and kept: a bucket's
 * controls ask the same things.
 */
export class BucketPolicies {
  /** The bucket's own policy as it was understood; null where it has none. */
  readonly policy: Policy | null;
  readonly #bucket: Bucket;
  readonly #organization: Policy | null;
  readonly #laidOut = new Map<Policy, ReturnType<typeof asked>>();
  readonly #kept = new Map<string, unknown>();

  constructor(own: string | null, rcps: readonly string[], bucket: Bucket) {
    this.policy = own === null ? null : parsePolicy(own, "bucket");
    this.#organization = rcps.length === 0 ? null : together(rcps.map((document) => parsePolicy(document, "rcp")));
    this.#bucket = bucket;
  }

  /** Most policies deny only what is not TLS, or old TLS: then nothing else has to be looked for. */
  get #deniesNothingNew(): boolean {
    return [this.policy, this.#organization].every(
      (policy) => policy === null || (policy.issues.length === 0 && deniesOldTransportOnly(policy)),
    );
  }

  get #together(): Policy | null {
    const [own, organization] = [this.policy, this.#organization];
    return own && organization ? this.#keep("together", () => together([own, organization])) : null;
  }

  /** What can be asked of a policy is laid out once. */
  #asked(policy: Policy): ReturnType<typeof asked> {
    const before = this.#laidOut.get(policy);
    if (before) return before;
    const made = asked(policy, this.#bucket);
    this.#laidOut.set(policy, made);
    return made;
  }

  /** Whether S3 calls the bucket's own policy public; a bucket without one is not. */
  get public(): PublicAnswer {
    return this.#keep("public", () =>
      this.policy ? policyIsPublic(this.policy) : { ...knownTo(false), evidence: [] },
    );
  }

  /** Whether every request without TLS is denied. */
  get tls(): Tri<Demand> {
    if (this.policy && plainlyDeniesHttp(this.policy, this.#bucket)) return knownTo({ by: "bucket" });
    if (this.#organization && plainlyDeniesHttp(this.#organization, this.#bucket))
      return knownTo({ by: "organization" });
    return this.#demand(
      "tls",
      transportOf,
      ({ enforced }) => enforced,
      ({ gaps }: Transport) => gaps,
    );
  }

  /** @returns whether every request over TLS below a version is denied */
  leastTls(version: string): Tri<Demand> {
    if (this.policy && plainlyDeniesTlsBelow(this.policy, this.#bucket, version)) return knownTo({ by: "bucket" });
    const both = [this.policy, this.#organization];
    if (both.every((policy) => policy === null || (policy.issues.length === 0 && leavesTlsAlone(policy))))
      return knownTo({ by: null, gaps: [] });
    return this.#demand(`tls ${version}`, leastVersionOf, (least) => least !== null && least >= version);
  }

  /** Whether every upload with a key of the customer's own (SSE-C) is denied. */
  get withoutCustomerKeys(): Tri<Demand> {
    if (this.#deniesNothingNew) return knownTo({ by: null, gaps: [] });
    return this.#demand("customer keys", customerKeysOf, (says) => says === "denied");
  }

  /** Whether the bucket's own policy denies also the owner's administrators to change it back. */
  get lockout(): Tri<boolean> {
    const { policy } = this;
    if (policy === null || this.#deniesNothingNew) return knownTo(false);
    return this.#keep("lockout", () => unreadOr(policy, () => lockoutOf(this.#asked(policy), this.#bucket.accountId)));
  }

  /**
   * Whether the bucket's own policy denies uploads that ask for an encryption, or name a key, other than these.
   * @param algorithm as x-amz-server-side-encryption spells it
   */
  wrongEncryption(algorithm: string): Tri<{ denied: boolean; plainDenied: boolean }> {
    const { policy } = this;
    if (policy === null || this.#deniesNothingNew) return knownTo({ denied: false, plainDenied: false });
    return this.#keep(`encryption ${algorithm}`, () =>
      unreadOr(policy, () => wrongEncryption(this.#asked(policy), algorithm)),
    );
  }

  #demand<T>(
    name: string,
    ask: Ask<T>,
    holds: (value: T) => boolean,
    gapsOf?: (value: T) => readonly Request[],
  ): Tri<Demand> {
    return this.#keep(name, (): Tri<Demand> => {
      const answers: [Demander, Policy | null][] = [
        ["bucket", this.policy],
        ["organization", this.#organization],
        ["together", this.#together],
      ];
      let last: Tri<T> | undefined;
      for (const [by, policy] of answers) {
        if (policy === null) continue;
        const answer = unreadOr(policy, () => ask(this.#asked(policy)));
        if (answer.kind === "known" && holds(answer.value)) return knownTo({ by });
        last = answer;
      }
      // What all of them leave open together is what is left open.
      if (last?.kind === "undetermined") return last;
      return knownTo({ by: null, gaps: last && gapsOf ? gapsOf(last.value) : [] });
    });
  }

  #keep<T>(name: string, make: () => T): T {
    if (!this.#kept.has(name)) this.#kept.set(name, make());
    // Safe: each name is kept by one caller only.
    return this.#kept.get(name) as T;
  }
}

/** @returns one policy with all their statements: what is denied by any of them is denied */
function together(policies: readonly Policy[]): Policy {
  return {
    kind: "bucket",
    // Variables mean nothing in the older version: one that has them there is left undetermined by its own issues.
    version: "2012-10-17",
    statements: policies.flatMap(({ statements }) => statements).map((one, index) => ({ ...one, index })),
    issues: policies.flatMap(({ issues }) => issues),
  };
}

const unreadOr = <T>({ issues }: Policy, answer: () => Tri<T>): Tri<T> => {
  const serious = issues.filter(({ at }) => at !== "Version" && at !== "Id");
  if (serious.length === 0) return answer();
  return undetermined(
    ...serious.map(({ at, what }) => ({ what: `The policy is not understood: at ${at}, ${what}.`, row: null, at })),
  );
};

const header = "s3:x-amz-server-side-encryption";

/** A request without the header gets the bucket's own encryption, which is right: denying it harms (plainDenied). */
function wrongEncryption(one: ReturnType<typeof asked>, algorithm: string) {
  const upload = (keep: (values: readonly string[] | undefined) => boolean) =>
    undenied(one, { action: ({ name }) => name === "s3:PutObject", tls: true, keep: new Map([[header, keep]]) });
  const wrong = upload((values) => values !== undefined && values[0] !== algorithm);
  const plain = upload((values) => values === undefined);
  if (wrong.kind === "unknown") return undetermined(...wrong.why);
  if (plain.kind === "unknown") return undetermined(...plain.why);
  return knownTo({ denied: wrong.kind === "none", plainDenied: plain.kind === "none" });
}

const kept = new Map<string, BucketPolicies>();
const mostKept = 256;

/**
 * @param own the bucket's policy as AWS returned it; null where it has none
 * @param rcps the documents of the resource control policies on its path
 */
export function bucketPolicies(own: string | null, rcps: readonly string[], bucket: Bucket): BucketPolicies {
  const of = [bucket.name, bucket.partition, bucket.accountId, own === null ? "" : `=${own}`, ...rcps];
  const key = of.join("\u0000");
  const before = kept.get(key);
  if (before) return before;
  const made = new BucketPolicies(own, rcps, bucket);
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? "");
  kept.set(key, made);
  return made;
}
