import type { Caller, Request } from "./request";

const callerWords = (caller: Caller): string => {
  switch (caller.kind) {
    case "anonymous":
      return "anyone";
    case "aws":
      return caller.arn.includes(":root") ? `account ${caller.account}` : caller.arn;
    case "service":
      return caller.name;
    case "federated":
      return `whom ${caller.provider} knows`;
    case "canonical-user":
      return `the canonical user ${caller.id.slice(0, 12)}…`;
    case "origin-access-identity":
      return `the CloudFront identity ${caller.id}`;
  }
};

/** @returns a request as somebody would tell it: who, what, of which resource; cut where it is long */
export function requestWords({ caller, action, resource }: Request): string {
  const what = resource.split(":").slice(5).join(":") || resource;
  return `${action} of ${cut(what)} by ${cut(callerWords(caller))}`;
}

const cut = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
