import { matches } from "../iam/document";
import type { Context } from "../wire/context";
import type { World } from "../world/world";
import type { Fault } from "./fault";

/** A call as rules see it: everything it may be known by. */
export type FaultyCall = {
  service: string;
  operation: string;
  region: string;
  /** The account it is about, by id. */
  account: string;
  accountName: string;
  /** The account that calls. */
  caller: string;
  callerKind: Context["caller"]["kind"];
  role: string | undefined;
  /** When the caller's session was opened; undefined for keys that never end. */
  issued: number | undefined;
  bucket: string | undefined;
};

/** @returns a call as rules see it */
export function faultyCall(world: World, context: Context, input: Readonly<Record<string, unknown>>): FaultyCall {
  const { service, operation, region, caller } = context;
  const roleArn = typeof input["RoleArn"] === "string" ? input["RoleArn"] : "";
  const account = (service === "STS" && roleArn.split(":")[4]) || caller.accountId;
  return {
    service,
    operation,
    region,
    account,
    accountName: world.account(account)?.name ?? "",
    caller: caller.accountId,
    callerKind: caller.kind,
    role: caller.role,
    issued: caller.issued === undefined ? undefined : Date.parse(caller.issued),
    bucket: typeof input["Bucket"] === "string" ? input["Bucket"] : undefined,
  };
}

/** @returns whether a rule is for a call */
export function isFor(rule: Fault, call: FaultyCall): boolean {
  return (
    among(rule.service, call.service) &&
    among(rule.operation, call.operation) &&
    among(rule.region, call.region) &&
    among(rule.bucket, call.bucket) &&
    among(rule.account, call.account, call.accountName) &&
    among(rule.caller, call.callerKind, call.role)
  );
}

function among(wanted: string | readonly string[] | undefined, ...values: readonly (string | undefined)[]): boolean {
  if (wanted === undefined) return true;
  return [wanted]
    .flat()
    .some((pattern) => values.some((value) => value !== undefined && matches(pattern, value, false)));
}

const at = (moment: string | number, addedAt: number): number =>
  typeof moment === "number" ? addedAt + moment * 1000 : Date.parse(moment);

/** @returns when a rule begins, given when it was added: in milliseconds */
export const beginningOf = ({ from }: Fault, addedAt: number): number =>
  from === undefined ? addedAt : Math.max(addedAt, at(from, addedAt));

/** @returns whether it is a rule's time, given when the rule was added */
export function isNow({ from, until }: Fault, addedAt: number, now = Date.now()): boolean {
  return (from === undefined || now >= at(from, addedAt)) && (until === undefined || now < at(until, addedAt));
}
