import { isIPv6 } from "node:net";

/** What a policy is attached to. */
export type PolicyOf = "bucket" | "access-point";

/**
 * Condition keys whose fixed values narrow anyone to someone. The page names the first of them as a category: "AWS
 * principal, user, role or service principal (e.g. aws:PrincipalOrgID)". Newer keys that say from whose network or for
 * whose resource a call comes are taken for the same, though the page does not name them.
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
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpcarn",
  "aws:sourcevpce",
  "aws:userid",
  "aws:vpceaccount",
  "aws:vpceorgid",
  "aws:vpceorgpaths",
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

/** Wider than /8, or /32 of IPv6, is anyone. The private ranges that the page leaves out are none of them wider. */
function isNarrowRange(value: string): boolean {
  const [address = "", length] = value.split("/");
  if (isOpen(address)) return false;
  return isIPv6(address) ? Number(length ?? 128) >= 32 : Number(length ?? 32) >= 8;
}
