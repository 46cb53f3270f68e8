import type { FactPath } from "@/lib/model/fact-schema";
import { factSources } from "@/lib/model/fact-source";

/** Permissions whose name is not that of the call. https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
const calls: Readonly<Record<string, string>> = {
  GetEncryptionConfiguration: "GetBucketEncryption",
  GetBucketPublicAccessBlock: "GetPublicAccessBlock",
  ListAllMyBuckets: "ListBuckets",
};

/** @returns the facts that are read with a permission, by the call it allows; none for one nothing is known of */
export function pathsOf(permission: string): FactPath[] {
  const action = permission.slice(permission.indexOf(":") + 1);
  const call = calls[action] ?? action;
  return (Object.keys(factSources) as FactPath[]).filter((path) => factSources[path] === call);
}
