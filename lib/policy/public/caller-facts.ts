import type { AccessInput } from "../input";

/** Whom the question "who keeps access" is about. */
export type Outsider =
  /** Nobody who signed in. */
  | { kind: "anonymous" }
  /** Somebody of an account nobody named, in no organization of ours. */
  | { kind: "stranger" }
  | { kind: "account"; account: string }
  | { kind: "organization"; id: string }
  | { kind: "service"; name: string };

/** The values of a key in every request of the caller; `absent` where it never has the key; `unknown` to us. */
export type Fact = readonly string[] | "absent" | "unknown";

/** Equal to no account and no organization anybody can write down. */
const other = "(another)";

const onlyOfServices = [
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceowner",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
];
const ofServiceNames = ["aws:principalservicename", "aws:principalservicenameslist"];
/** What belongs to the bucket or the object: whoever calls does not choose it, and it is not known here. */
const ofTheResource =
  /^(?:aws:resourcetag\/|s3:buckettag\/|s3:existingobjecttag\/|aws:resourceorgpaths$|aws:requestedregion$)/;

const onlySigned = [
  ...["aws:principalorgid", "aws:principalorgpaths", "aws:principalarn", "aws:principalisawsservice", "aws:username"],
  ...["aws:sourceidentity", "aws:federatedprovider", "aws:multifactorauthage", "aws:multifactorauthpresent"],
  ...["aws:calledvia", "aws:calledviafirst", "aws:calledvialast", "aws:tokenissuetime"],
];

/** What is known of the account a request is for, and of the accounts around it. */
export type Surroundings = Pick<AccessInput, "accountId" | "orgId" | "members">;

/**
 * What a key holds in all requests of a caller.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @param key in lower case
 * @returns undefined where it differs from request to request, or the caller may choose it
 */
export function factOf(key: string, caller: Outsider, around: Surroundings): Fact | undefined {
  if (key === "aws:resourceaccount" || key === "s3:resourceaccount") return [around.accountId];
  if (key === "aws:resourceorgid")
    return around.orgId === null ? "absent" : around.orgId === "unread" ? "unknown" : [around.orgId];
  if (ofTheResource.test(key)) return "unknown";
  if (caller.kind !== "service" && [...onlyOfServices, ...ofServiceNames].includes(key)) return "absent";
  switch (caller.kind) {
    case "anonymous":
      if (onlySigned.includes(key) || key.startsWith("aws:principaltag/")) return "absent";
      if (key === "aws:principalaccount" || key === "aws:userid") return ["anonymous"];
      if (key === "aws:principaltype") return ["Anonymous"];
      return key === "aws:viaawsservice" ? ["false"] : undefined;
    case "stranger":
      if (key === "aws:principalorgid" || key === "aws:principalaccount") return [other];
      return key === "aws:principalisawsservice" ? ["false"] : undefined;
    case "account":
      if (key === "aws:principalaccount") return [caller.account];
      if (key === "aws:principalorgid") return organizationOf(caller.account, around);
      return key === "aws:principalisawsservice" ? ["false"] : undefined;
    case "organization":
      if (key === "aws:principalorgid") return [caller.id];
      return key === "aws:principalisawsservice" ? ["false"] : undefined;
    case "service":
      if (key === "aws:principalisawsservice") return ["true"];
      if (key === "aws:principalservicename") return [caller.name];
      return ["aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount"].includes(key)
        ? "absent"
        : undefined;
  }
}

function organizationOf(account: string, { orgId, members, accountId }: Surroundings): Fact {
  if (orgId === "unread") return "unknown";
  if (account === accountId || members?.includes(account)) return orgId === null ? "absent" : [orgId];
  return members || orgId === null ? [other] : "unknown";
}
