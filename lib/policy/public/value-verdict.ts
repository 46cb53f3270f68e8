import type { Condition, Policy } from "../language/policy";
import { hasVariable, hasWildcard } from "../language/wildcard";
import { widthOf } from "./address-range";
import type { RestrictingKey } from "./keys";
import type { Row } from "./rules";

/**
 * What a value, a condition or a principal does for the meaning of public: `fixed` keeps a grant from being public,
 * `open` does not.
 */
export type Hold = "fixed" | "open" | "unclear";

export type Held = { hold: Hold; row: Row; because: string };

type Context = Pick<Policy, "kind" | "version">;

/**
 * Judges the values of a condition whose operator says that the key is there and has one of them.
 * One open value leaves the condition open (row 9).
 */
export function holdOfValues(condition: Condition, key: RestrictingKey, policy: Context): Held {
  const { operator, values, keyText } = condition;
  if (values.length === 0) return { hold: "unclear", row: 9, because: `${keyText} has no value to be compared with` };
  if (key.shape === "address") {
    const addresses = operator.comparison === "IpAddress" ? holdOfAddresses(condition) : undefined;
    if (addresses) return addresses;
  }
  const held = values.map((value) => holdOfValue(value, condition, key, policy));
  return (
    held.find(({ hold }) => hold === "open") ??
    held.find(({ hold }) => hold === "unclear") ??
    held[0] ?? { hold: "fixed", row: key.row, because: `${keyText} is fixed` }
  );
}

function holdOfAddresses({ values, keyText }: Condition): Held {
  switch (widthOf(values)) {
    case "narrow":
      return { hold: "fixed", row: 6, because: `${keyText} has ranges no wider than /8 (IPv4) or /32 (IPv6)` };
    case "wide":
      return { hold: "open", row: 6, because: `${keyText} has a range wider than /8 (IPv4) or /32 (IPv6)` };
    case "together":
      return { hold: "unclear", row: 6, because: `the ranges of ${keyText} are wide only when taken together` };
    case "unreadable":
      return { hold: "unclear", row: 6, because: `${keyText} has a value that is not an address` };
  }
}

const open = (row: Row, because: string): Held => ({ hold: "open", row, because });
const unclear = (row: Row, because: string): Held => ({ hold: "unclear", row, because });

function holdOfValue(value: string, condition: Condition, key: RestrictingKey, policy: Context): Held {
  const { operator, keyText } = condition;
  if (hasVariable(value)) {
    // In a policy of 2008 it is no variable but the text itself, which AWS's page does not speak of.
    return policy.version === "2012-10-17"
      ? open(1, `the value of ${keyText} is a policy variable`)
      : unclear(1, `the value of ${keyText} reads like a policy variable in a policy of 2008`);
  }
  const wild = hasWildcard(withoutEscapes(value));
  const fixed: Held = { hold: "fixed", row: key.row, because: `${keyText} is fixed` };
  switch (operator.comparison) {
    case "StringEquals":
    case "StringEqualsIgnoreCase":
      if (!wild) break;
      if (key.shape === "access-point" && holdOfAccessPoint(value, policy) === "fixed") return fixed;
      return unclear(11, `${keyText} is compared exactly with a value that has a wildcard`);
    case "StringLike":
    case "Arn":
      if (wild) return holdOfWildcard(value, condition, key, policy);
      break;
    case "Bool":
      if (key.shape !== "yes") return unclear(3, `${operator.text} is no operator for ${keyText}`);
      break;
    case "Numeric":
      if (operator.order !== "=" || wild) return unclear(3, `${operator.text} is no operator for ${keyText}`);
      break;
    default:
      return unclear(3, `${operator.text} is no operator for ${keyText}`);
  }
  if (key.shape === "yes") {
    return value.toLowerCase() === "true" ? fixed : open(key.row, `${keyText} is not asked to be true`);
  }
  if (key.shape === "account" && value.toLowerCase() === "anonymous") {
    return unclear(4, `${keyText} is "anonymous" for whoever did not sign in`);
  }
  if (key.shape === "user-id") return holdOfUserId(value, keyText) ?? fixed;
  if (key.shape === "address" && value.includes("/")) {
    return unclear(6, `${operator.text} compares ${keyText} with a range as if it were a text`);
  }
  return fixed;
}

/** A pattern, compared as one. */
function holdOfWildcard(value: string, { keyText, operator }: Condition, key: RestrictingKey, policy: Context): Held {
  const wide: Held = { hold: "open", row: 7, because: `the value of ${keyText} has a wildcard` };
  switch (key.shape) {
    case "arn":
      if (hasFixedAccount(value)) {
        return { hold: "unclear", row: 12, because: `${keyText} has a fixed account and a wildcard elsewhere` };
      }
      return wide;
    case "access-point":
      return {
        hold: holdOfAccessPoint(value, policy),
        row: 7,
        because: `the value of ${keyText} has a wildcard, which a bucket's policy may have for the access point's name`,
      };
    case "org-path":
      // The organization itself is fixed; the page is silent on what stands below it.
      if (/^o-[a-z0-9]+\//.test(value)) {
        return { hold: "unclear", row: 12, because: `${keyText} has a fixed organization and a wildcard below it` };
      }
      return wide;
    case "user-id":
      return holdOfUserId(value, keyText) ?? wide;
    case "address":
      return { hold: "unclear", row: 6, because: `${operator.text} compares ${keyText} with a pattern` };
    default:
      // An ARN operator on what is no ARN never holds, so the page's letter and its effect differ.
      return operator.comparison === "Arn" ? { ...wide, hold: "unclear" } : wide;
  }
}

/**
 * A bucket's policy may leave the name of the access point open as long as its account is fixed; an access point's may
 * not. Other wildcards are not in the exception's words.
 */
function holdOfAccessPoint(value: string, { kind }: Context): Hold {
  if (kind === "access-point" || kind === "multi-region-access-point") return "open";
  const [, , service, region = "", account = "", ...resource] = value.split(":");
  if (!/^\d{12}$/.test(account)) return "open";
  const named = resource.join(":").startsWith("accesspoint/") && service === "s3";
  return named && !hasWildcard(region) ? "fixed" : "unclear";
}

/** AWS excepts values of the pattern AROLEID:*, and does not say whether a fixed session name is one. */
function holdOfUserId(value: string, keyText: string): Held | undefined {
  if (/^AROA[^:*?]*:/i.test(value)) {
    return { hold: "unclear", row: 3, because: `${keyText} is a role's session, which AWS's list excepts` };
  }
  if (value.toLowerCase() !== "anonymous") return undefined;
  return { hold: "unclear", row: 3, because: `${keyText} is "anonymous" for whoever did not sign in` };
}

/** `${*}` is the character itself. */
const withoutEscapes = (value: string): string => value.replaceAll(/\$\{[*?$]\}/g, "");

/** Twelve digits where an ARN has its account; or, where the pattern has fewer parts, between any two colons. */
function hasFixedAccount(value: string): boolean {
  const parts = value.split(":");
  return parts.length >= 6 ? /^\d{12}$/.test(parts[4] ?? "") : parts.slice(1).some((part) => /^\d{12}$/.test(part));
}
