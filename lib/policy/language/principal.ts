import type { Principal } from "./policy";
import { hasVariable } from "./wildcard";

const accountId = /^\d{12}$/;
const root = /^arn:(aws[a-z-]*):iam::(\d{12}):root$/;
const identity = /^arn:aws[a-z-]*:iam::(\d{12}):(user|role)\/[^*?]+$/;
const session = /^arn:aws[a-z-]*:sts::(\d{12}):(assumed-role|federated-user)\/[^*?]+$/;
const originAccessIdentity = /^arn:aws[a-z-]*:iam::cloudfront:user\/CloudFront Origin Access Identity (\w+)$/;
const uniqueId = /^A(?:IDA|ROA|GPA|KIA|SIA|NPA|NVA|PKA|IPA)[A-Z0-9]{12,}$/;

/**
 * Reads one value of a Principal element's AWS list.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * @returns `invalid` for what IAM does not take: a wildcard or a variable in a name, an account of eleven digits
 */
export function awsPrincipal(text: string): Principal {
  if (text === "*") return { kind: "everyone" };
  if (hasVariable(text)) return { kind: "invalid", text };
  if (accountId.test(text)) return { kind: "account", account: text, partition: null };
  const [, partition, account] = root.exec(text) ?? [];
  if (partition && account) return { kind: "account", account, partition };
  const [, owner, type] = identity.exec(text) ?? session.exec(text) ?? [];
  if (owner && type) return { kind: "identity", type: type as "user", account: owner, arn: text };
  const [, id] = originAccessIdentity.exec(text) ?? [];
  if (id) return { kind: "origin-access-identity", id, arn: text };
  if (uniqueId.test(text)) return { kind: "deleted", id: text };
  return { kind: "invalid", text };
}

/** Reads one value of a Principal element, under its type as written. */
export function principalOf(type: string, text: string): Principal {
  switch (type) {
    case "AWS":
      return awsPrincipal(text);
    case "CanonicalUser":
      return /^[0-9a-f]{64}$/i.test(text) ? { kind: "canonical-user", id: text } : { kind: "invalid", text };
    case "Service":
      return /^[a-z0-9.-]+$/i.test(text) ? { kind: "service", name: text } : { kind: "invalid", text };
    case "Federated":
      return text.trim() === "" ? { kind: "invalid", text } : { kind: "federated", provider: text };
    default:
      return { kind: "invalid", text };
  }
}

/** @returns the account a principal is of; undefined where it is of none, or of one that is not written */
export const accountOf = (principal: Principal): string | undefined =>
  principal.kind === "account" || principal.kind === "identity" ? principal.account : undefined;
