/** What a call on a bucket may change, beside what is named for it. */
const changed: Readonly<Record<string, readonly string[]>> = {
  PutBucketPublicAccessBlock: ["publicAccessBlock", "policyStatus"],
  DeleteBucketPublicAccessBlock: ["publicAccessBlock", "policyStatus"],
  PutBucketEncryption: ["encryption"],
  DeleteBucketEncryption: ["encryption"],
  PutBucketVersioning: ["versioning"],
  PutBucketLogging: ["logging"],
  PutBucketTagging: ["tags", "abac"],
  DeleteBucketTagging: ["tags", "abac"],
  TagResource: ["tags", "abac"],
  UntagResource: ["tags", "abac"],
  PutBucketAbac: ["tags", "abac"],
  PutBucketOwnershipControls: ["ownership", "acl"],
  DeleteBucketOwnershipControls: ["ownership", "acl"],
  PutBucketAcl: ["acl"],
  PutBucketWebsite: ["website"],
  DeleteBucketWebsite: ["website"],
};

/**
 * The facts of a bucket that its events may have changed. A bucket policy decides who may read all the others, and of a
 * call nobody foresaw nothing is known: those have every fact read.
 * @returns undefined for all of them
 */
export function factsOfEvents(events: readonly string[]): readonly string[] | undefined {
  const facts = new Set<string>();
  for (const event of events) {
    const named = changed[event];
    if (!named) return undefined;
    for (const fact of named) facts.add(fact);
  }
  return [...facts];
}
