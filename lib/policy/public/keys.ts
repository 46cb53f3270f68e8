import type { Row } from "./rules";

/** How the values of a key are read. */
export type Shape = "text" | "arn" | "address" | "user-id" | "org-path" | "yes" | "account" | "access-point";

export type RestrictingKey = { row: Row; shape: Shape };

const listed = (shape: Shape): RestrictingKey => ({ row: 3, shape });
const inferred = (shape: Shape): RestrictingKey => ({ row: 4, shape });

/** Keys, in lower case, whose fixed value makes a grant to everyone non-public (row 3), or should (row 4). */
const restricting: Readonly<Record<string, RestrictingKey>> = {
  "aws:principalorgid": listed("text"),
  "aws:sourceip": { row: 6, shape: "address" },
  "aws:sourcearn": listed("arn"),
  "aws:sourcevpc": listed("text"),
  "aws:sourcevpce": listed("text"),
  "aws:sourceowner": listed("text"),
  "aws:sourceaccount": listed("text"),
  "aws:userid": listed("user-id"),
  "s3:dataaccesspointarn": listed("access-point"),
  "s3:dataaccesspointaccount": listed("text"),
  "aws:principalarn": inferred("arn"),
  "aws:principalaccount": inferred("account"),
  "aws:principalorgpaths": inferred("org-path"),
  "aws:principalisawsservice": inferred("yes"),
  "aws:principalservicename": inferred("text"),
  "aws:principalservicenameslist": inferred("text"),
  "aws:vpceaccount": inferred("text"),
  "aws:vpceorgid": inferred("text"),
  "aws:vpceorgpaths": inferred("org-path"),
  "aws:sourcevpcarn": inferred("arn"),
  "aws:sourceorgid": inferred("text"),
  "aws:sourceorgpaths": inferred("org-path"),
};

/**
 * Keys whose part in the meaning of public nobody can tell: a docs conflict (row 5), and a key that names a user but
 * stands in no list (row 4).
 */
const unclear: Readonly<Record<string, Row>> = {
  "s3:x-amz-server-side-encryption-aws-kms-key-id": 5,
  "aws:username": 4,
};

/**
 * Keys an anonymous request has too, so that `...IfExists` may restrict after all. `aws:SourceIp` is absent only where
 * the request comes through a VPC endpoint.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const nearlyAlwaysPresent: ReadonlySet<string> = new Set(["aws:sourceip", "aws:principalaccount", "aws:userid"]);

/** @param key in lower case */
export const restrictingKey = (key: string): RestrictingKey | undefined =>
  Object.hasOwn(restricting, key) ? restricting[key] : undefined;

/** @returns the row that leaves it open what a condition on this key does */
export const unclearKey = (key: string): Row | undefined => (Object.hasOwn(unclear, key) ? unclear[key] : undefined);

export const isNearlyAlwaysPresent = (key: string): boolean => nearlyAlwaysPresent.has(key);
