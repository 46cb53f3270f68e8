import { isIPv6 } from "node:net";

/** What a policy is attached to. */
export type PolicyOf = "bucket" | "access-point";

/**
 * Condition keys whose fixed values narrow anyone to someone. The page names the first of them as a category: "AWS
 * principal, user, role or service principal (e.g. aws:PrincipalOrgID)".
 */
const narrowing = new Set([
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalservicename",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
]);

/** Wildcards and policy variables are not fixed. */
const isOpen = (value: string): boolean => /[*?]|\$\{/.test(value);

/** @returns whether a value of a condition key, in lower case, leaves anyone out as AWS judges it */
export function isFixed(key: string, value: string, of: PolicyOf): boolean {
  if (key === "aws:sourceip") return isNarrowRange(value);
  if (!narrowing.has(key)) return false;
  if (!isOpen(value)) return true;
  // A bucket's policy may leave the access point's name open, if its account is fixed.
  return (
    of === "bucket" &&
    key === "s3:dataaccesspointarn" &&
    /^arn:[^:*?$]*:s3:[^:]*:\d{12}:accesspoint\/[^$]*$/.test(value)
  );
}

/** Private ranges are nobody's on the internet, however wide. */
const privateRanges = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

/** Wider than /8, or /32 of IPv6, is anyone. */
function isNarrowRange(value: string): boolean {
  const [address = "", length] = value.split("/");
  if (isOpen(address)) return false;
  if (isIPv6(address)) return Number(length ?? 128) >= 32;
  return Number(length ?? 32) >= 8 || (privateRanges.test(address) && Number(length) > 0);
}
