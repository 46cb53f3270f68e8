import { type Demands, demandsOf } from "../demands/demands";
import type { AccessInput } from "../input";
import type { Policy } from "../language/policy";
import { knownTo, type Tri } from "../tri";

/** Answers by key of the corpus. */
export type Told = Record<string, Tri<unknown>>;

/** What a bucket's policy demands of requests. A demand it does not make has no key, but for the two asked of every one. */
export function demandsIn(policy: Policy, { bucket, partition }: AccessInput): Told {
  const demands = demandsOf(readable(policy), { name: bucket === "" ? bucketOf(policy) : bucket, partition });
  const told: Told = {
    tlsEnforced: tlsOf(demands),
    ...made("minTlsVersionDenied", demands.minTlsVersion),
    ...made("sseHeaderRequired", sortedOf(demands.encryption)),
    ...made("ssec", demands.customerKeys),
    deniesOutside: demands.deniesOutside,
  };
  const { conditionalWrites: writes } = demands;
  if (writes.kind === "undetermined") return { ...told, conditionalWriteRequired: writes, multipartExempt: writes };
  const { required = [], anyOneSuffices = false, multipartExempt } = writes.value ?? {};
  return {
    ...told,
    conditionalWriteRequired: knownTo([...required].sort()),
    anyOneSuffices: knownTo(anyOneSuffices),
    ...(multipartExempt !== undefined && { multipartExempt: knownTo(multipartExempt) }),
  };
}

/** Whether the resource control policies together deny plain HTTP for a bucket. */
export function tlsEnforcedByRcp(
  policy: Policy,
  { bucket, partition, rcps, isManagementAccount }: AccessInput,
): Tri<boolean> {
  if (rcps === "unread" || isManagementAccount || rcps.flat().length === 0) return knownTo(false);
  const all = rcps.flat().map(readable);
  const together: Policy = {
    kind: "rcp",
    version: "2012-10-17",
    statements: all.flatMap(({ statements }) => statements).map((statement, index) => ({ ...statement, index })),
    issues: all.flatMap(({ issues }) => issues),
  };
  return tlsOf(demandsOf(together, { name: bucket === "" ? bucketOf(policy) : bucket, partition }));
}

const tlsOf = ({ tls }: Demands): Tri<boolean> => (tls.kind === "known" ? knownTo(tls.value.enforced) : tls);

const made = (key: string, demand: Tri<unknown>): Told =>
  demand.kind === "known" && demand.value === null ? {} : { [key]: demand };

const sortedOf = (values: Tri<readonly string[] | null>): Tri<readonly string[] | null> =>
  values.kind === "known" && values.value ? knownTo([...values.value].sort()) : values;

/** A wrong version or id changes nothing a policy demands. */
const readable = (policy: Policy): Policy => ({
  ...policy,
  issues: policy.issues.filter(({ at }) => at !== "Version" && at !== "Id"),
});

/** The bucket a policy speaks of, where the case does not say: a policy is attached to one of that name. */
function bucketOf({ statements }: Policy): string {
  const named = statements
    .flatMap(({ resources }) => resources?.values ?? [])
    .map((resource) => /^arn:[^:]*:s3:::([a-z0-9._-]+)(?:\/|$)/i.exec(resource)?.[1])
    .find((name) => name !== undefined);
  return named ?? "example-bucket";
}
