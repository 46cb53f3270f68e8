import type { Caller, Request } from "../request";
import type { SimulationInput } from "./input";
import { type Unknown, unknown } from "./truth";

/** The values of a condition key, in lower case; undefined where the request has none. */
export type Context = (key: string) => readonly string[] | undefined | Unknown;

/**
 * The request's context, with the keys that follow from who calls and what is asked for. What the request says itself
 * comes first. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function contextOf(request: Request, { accessPoint, abac }: SimulationInput): Context {
  const { context, caller, resourceAccount } = request;
  const derived: Record<string, readonly string[]> = {
    "aws:resourceaccount": [resourceAccount],
    ...(/^s3:/i.test(request.action) ? { "s3:resourceaccount": [resourceAccount] } : {}),
    ...(accessPoint ? ofPoint(accessPoint) : {}),
    ...ofCaller(caller),
  };
  const ofBucket = /^arn:[a-z-]+:s3:::/.test(request.resource) && !accessPoint;
  return (key) => {
    const values = own(context, key) ?? own(derived, key);
    if (values === undefined || abac === true || !ofBucket || !bucketTag.test(key)) return values;
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging-enable-abac.html: off until somebody turns it on
    return abac === "unread" ? unknown("Whether the bucket's tags decide access (ABAC) is not known.") : undefined;
  };
}

const bucketTag = /^(?:aws:resourcetag|s3:buckettag)\//;

const own = (record: Readonly<Record<string, readonly string[]>>, key: string): readonly string[] | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

function ofPoint({ arn, networkOrigin }: NonNullable<SimulationInput["accessPoint"]>) {
  return {
    "s3:dataaccesspointarn": [arn],
    "s3:dataaccesspointaccount": [arn.split(":")[4] ?? ""],
    ...(networkOrigin ? { "s3:accesspointnetworkorigin": [networkOrigin] } : {}),
  };
}

function ofCaller(caller: Caller): Record<string, readonly string[]> {
  switch (caller.kind) {
    case "anonymous":
      return {
        "aws:principalaccount": ["anonymous"],
        "aws:principaltype": ["Anonymous"],
        "aws:userid": ["anonymous"],
      };
    case "service":
      return {
        "aws:principalisawsservice": ["true"],
        "aws:principalservicename": [caller.name],
        "aws:principalservicenameslist": [caller.name],
      };
    case "aws":
      return {
        "aws:principalarn": [caller.arn],
        "aws:principalaccount": [caller.account],
        "aws:principalisawsservice": ["false"],
        "aws:principaltype": [principalType(caller.arn)],
        ...(caller.orgId === undefined ? {} : { "aws:principalorgid": [caller.orgId] }),
        ...(/:user\//.test(caller.arn) ? { "aws:username": [caller.arn.slice(caller.arn.lastIndexOf("/") + 1)] } : {}),
      };
    default:
      return {};
  }
}

function principalType(arn: string): string {
  if (/:role\/|:assumed-role\//.test(arn)) return "AssumedRole";
  if (/:federated-user\//.test(arn)) return "FederatedUser";
  return arn.endsWith(":root") ? "Account" : "User";
}
