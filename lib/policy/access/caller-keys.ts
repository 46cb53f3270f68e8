import type { Caller } from "../request";
import type { CallerAtom } from "./callers";
import type { Values } from "./samples";

/**
 * The values of keys that follow from who calls.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 * @returns several where it is not known which of them it is; null where nothing is known of it
 */
export function valuesOfCaller({ caller, orgPaths }: CallerAtom, key: string): readonly Values[] | null {
  switch (key) {
    case "aws:principaltype":
      if (caller.kind === "anonymous") return [["Anonymous"]];
      return caller.kind === "aws" ? [[typeOf(caller.arn)]] : null;
    case "aws:principalisawsservice":
      return [caller.kind === "anonymous" ? undefined : [String(caller.kind === "service")]];
    case "aws:principalservicename":
      return [caller.kind === "service" ? [caller.name] : undefined];
  }
  if (caller.kind === "aws") return [valuesOfIdentity(caller, orgPaths, key)];
  // "In all requests", says the page of this one, and not what it is in a service's.
  if (key === "aws:principalaccount" && caller.kind === "anonymous") return [["anonymous"]];
  if (key === "aws:principalaccount" && caller.kind === "service") return [undefined, ["service"]];
  return caller.kind === "anonymous" || caller.kind === "service" ? [undefined] : null;
}

function valuesOfIdentity(caller: Extract<Caller, { kind: "aws" }>, orgPaths: Values, key: string): Values {
  switch (key) {
    case "aws:principalarn":
      return [caller.arn];
    case "aws:principalaccount":
      return [caller.account];
    case "aws:principalorgid":
      return caller.orgId === undefined ? undefined : [caller.orgId];
    case "aws:principalorgpaths":
      return orgPaths;
    case "aws:username":
      return caller.arn.includes(":user/") ? [caller.arn.split("/").at(-1) ?? ""] : undefined;
    default:
      return undefined;
  }
}

function typeOf(arn: string): string {
  if (arn.endsWith(":root")) return "Account";
  if (arn.includes(":federated-user/")) return "FederatedUser";
  return arn.includes(":user/") ? "User" : "AssumedRole";
}
