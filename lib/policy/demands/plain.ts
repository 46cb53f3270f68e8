import type { Condition, Policy, Statement } from "../language/policy";
import type { Bucket } from "./asked";

/**
 * What can be seen of most policies without laying out all requests. Each answers yes where it is surely so; where it
 * does not, the exact sets decide.
 */

const denies = ({ statements }: Policy): Statement[] => statements.filter(({ effect }) => effect === "Deny");

const isFalse = ({ operator, key, values }: Condition): boolean =>
  key === "aws:securetransport" &&
  operator.comparison === "Bool" &&
  operator.quantifier === null &&
  values.length === 1 &&
  values[0]?.toLowerCase() === "false";

const understood = ({ issues }: Statement): boolean => issues.length === 0;

/** Whether one statement denies plain HTTP to everyone, whatever they ask of the bucket and its objects. */
export const plainlyDeniesHttp = (policy: Policy, bucket: Bucket): boolean => plainlyDenies(policy, bucket, isFalse);

/** The same for versions of TLS below one, as `1.2`. */
export const plainlyDeniesTlsBelow = (policy: Policy, bucket: Bucket, version: string): boolean =>
  plainlyDenies(policy, bucket, (one) => isOldVersion(one) && one.values.some((value) => value >= version));

/** @returns whether no statement has anything to do with versions of TLS, and none denies requests over today's */
export const leavesTlsAlone = (policy: Policy): boolean =>
  deniesOldTransportOnly(policy) && !policy.statements.some(({ conditions }) => conditions.some(isOldVersion));

function plainlyDenies(policy: Policy, { name, partition }: Bucket, about: (one: Condition) => boolean): boolean {
  const arn = `arn:${partition}:s3:::${name}`;
  return denies(policy).some((one) => {
    const { actions, principals, resources, conditions } = one;
    const [condition, ...more] = conditions;
    if (!understood(one) || !condition || more.length > 0 || !about(condition)) return false;
    if (actions.not || resources?.not !== false || principals?.not !== false) return false;
    const whole = resources.values.includes("*") || [arn, `${arn}/*`].every((each) => resources.values.includes(each));
    return (
      whole &&
      principals.values.some(({ kind }) => kind === "everyone") &&
      actions.values.some((action) => /^(s3:)?\*$/i.test(action))
    );
  });
}

/** Whether nothing is denied to requests over today's TLS: each Deny is about plain HTTP or about older versions. */
export const deniesOldTransportOnly = (policy: Policy): boolean =>
  denies(policy).every((one) => understood(one) && one.conditions.some((each) => isFalse(each) || isOldVersion(each)));

/** S3 takes nothing below TLS 1.2. https://docs.aws.amazon.com/AmazonS3/latest/userguide/network-isolation.html */
const isOldVersion = ({ operator, key, values }: Condition): boolean =>
  key === "s3:tlsversion" &&
  operator.comparison === "Numeric" &&
  operator.order === "<" &&
  !operator.not &&
  !operator.ifExists &&
  operator.quantifier === null &&
  values.every((value) => /^1\.[0-3]$/.test(value));
