/**
 * When a request has a key:
 * `always`; `caller`: it follows from who calls; `signed`: only in requests somebody signed, and not in all of them;
 * `service`: only where a service calls for a resource; `internet`, `endpoint`, `tls`: by how the request came;
 * `request`: in some requests; `action`: only in requests for some actions.
 */
export type Presence =
  | "always"
  | "caller"
  | "signed"
  | "service"
  | "internet"
  | "endpoint"
  | "tls"
  | "request"
  | "action";

export type KeyFact = {
  when: Presence;
  type: "text" | "number" | "date" | "address";
  /** All values it can have. */
  values?: readonly string[];
  /** What its values look like, as `domain` in pattern.ts reads it. */
  like?: readonly string[];
  /** It has several values at once. */
  many?: boolean;
  /** Its value in a request that nobody signed; nobody else has that. */
  anonymous?: string;
};

const bool = ["true", "false"];
const account = ["############"];
const arn = ["arn:~:~:~:~:*"];
const text = (when: Presence, like?: readonly string[]): KeyFact => ({ when, type: "text", ...(like && { like }) });
const enumerated = (when: Presence, values: readonly string[]): KeyFact => ({ when, type: "text", values });

/**
 * Condition keys a request to S3 can have, in lower case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const facts: Readonly<Record<string, KeyFact>> = {
  "aws:principalarn": text("caller"),
  "aws:principalaccount": text("caller"),
  "aws:principalorgid": text("caller"),
  "aws:principalorgpaths": { when: "caller", type: "text", many: true },
  "aws:principaltype": text("caller"),
  "aws:principalisawsservice": text("caller"),
  "aws:principalservicename": text("caller"),
  "aws:principalservicenameslist": { when: "service", type: "text", many: true },
  "aws:username": text("caller"),
  "aws:userid": { when: "signed", type: "text", anonymous: "anonymous" },
  "aws:multifactorauthpresent": enumerated("signed", bool),
  "aws:multifactorauthage": { when: "signed", type: "number" },
  "aws:tokenissuetime": { when: "signed", type: "date" },
  "aws:federatedprovider": text("signed"),
  "aws:sourceidentity": text("signed"),
  "aws:assumedroot": enumerated("signed", bool),
  "aws:signinsessionarn": text("signed", arn),
  "aws:chatbotsourcearn": text("signed", arn),
  "ec2:sourceinstancearn": text("signed", arn),
  "ec2:roledelivery": { when: "signed", type: "number" },
  "lambda:sourcefunctionarn": text("signed", arn),
  "ssm:sourceinstancearn": text("signed", arn),
  "codebuild:buildarn": text("signed", arn),
  "codebuild:projectarn": text("signed", arn),
  "glue:roleassumedby": enumerated("signed", ["glue.amazonaws.com"]),
  "glue:credentialissuingservice": enumerated("signed", ["glue.amazonaws.com"]),
  "identitystore:userid": text("signed"),
  "aws:ec2instancesourcevpc": text("signed", ["vpc-*"]),
  "aws:ec2instancesourceprivateipv4": { when: "signed", type: "address" },
  "aws:calledvia": { when: "signed", type: "text", many: true },
  "aws:calledviafirst": text("signed"),
  "aws:calledvialast": text("signed"),
  "aws:viaawsservice": enumerated("signed", bool),
  "aws:sourcearn": text("service", arn),
  "aws:sourceaccount": text("service", account),
  "aws:sourceowner": text("service", account),
  "aws:sourceorgid": text("service", ["o-?*"]),
  "aws:sourceorgpaths": { when: "service", type: "text", many: true, like: ["o-?*/r-?*/*"] },
  "aws:sourceip": { when: "internet", type: "address" },
  "aws:sourcevpc": text("endpoint", ["vpc-*"]),
  "aws:sourcevpcarn": text("endpoint", arn),
  "aws:sourcevpce": text("endpoint", ["vpce-*"]),
  "aws:vpcsourceip": { when: "endpoint", type: "address" },
  "aws:vpceaccount": text("endpoint", account),
  "aws:vpceorgid": text("endpoint", ["o-?*"]),
  "aws:vpceorgpaths": { when: "endpoint", type: "text", many: true, like: ["o-?*/r-?*/*"] },
  "aws:securetransport": enumerated("tls", bool),
  "s3:tlsversion": { when: "tls", type: "number", values: ["1.0", "1.1", "1.2", "1.3"] },
  "aws:currenttime": { when: "always", type: "date" },
  "aws:epochtime": { when: "always", type: "date" },
  "aws:requestedregion": text("always"),
  "aws:resourceaccount": text("always", account),
  "s3:resourceaccount": text("always", account),
  "aws:resourceorgid": text("request", ["o-?*"]),
  "aws:resourceorgpaths": { when: "request", type: "text", many: true, like: ["o-?*/r-?*/*"] },
  "aws:referer": text("request"),
  "aws:useragent": text("request"),
  "aws:tagkeys": { when: "request", type: "text", many: true },
  "s3:authtype": enumerated("signed", ["REST-HEADER", "REST-QUERY-STRING", "POST"]),
  "s3:signatureversion": enumerated("signed", ["AWS", "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"]),
  "s3:signatureage": { when: "signed", type: "number" },
  "s3:x-amz-content-sha256": text("request"),
  "s3:accessgrantsinstancearn": text("signed", arn),
  "s3:accesspointnetworkorigin": enumerated("request", ["Internet", "VPC"]),
  "s3:dataaccesspointaccount": text("request", account),
  "s3:dataaccesspointarn": text("request", arn),
  "s3:prefix": text("action"),
  "s3:delimiter": text("action"),
  "s3:max-keys": { when: "action", type: "number" },
  "s3:versionid": text("action"),
  "s3:x-amz-acl": text("action"),
  "s3:x-amz-copy-source": text("action"),
  "s3:x-amz-metadata-directive": text("action"),
  "s3:x-amz-storage-class": text("action"),
  "s3:x-amz-website-redirect-location": text("action"),
  "s3:x-amz-grant-full-control": text("action"),
  "s3:x-amz-grant-read": text("action"),
  "s3:x-amz-grant-read-acp": text("action"),
  "s3:x-amz-grant-write": text("action"),
  "s3:x-amz-grant-write-acp": text("action"),
  "s3:x-amz-server-side-encryption": enumerated("action", ["AES256", "aws:kms", "aws:kms:dsse", "aws:fsx"]),
  "s3:x-amz-server-side-encryption-aws-kms-key-id": text("action"),
  "s3:x-amz-server-side-encryption-customer-algorithm": enumerated("action", ["AES256"]),
  "s3:objectcreationoperation": enumerated("action", bool),
  "s3:if-none-match": text("action"),
  "s3:if-match": text("action"),
  "s3:object-lock-mode": enumerated("action", ["GOVERNANCE", "COMPLIANCE"]),
  "s3:object-lock-legal-hold": enumerated("action", ["ON", "OFF"]),
  "s3:object-lock-retain-until-date": { when: "action", type: "date" },
  "s3:object-lock-remaining-retention-days": { when: "action", type: "number" },
  "s3:requestobjecttagkeys": { when: "action", type: "text", many: true },
  "s3:inventoryaccessibleoptionalfields": { when: "action", type: "text", many: true },
};

/** Keys with a name of the customer's in them. */
const families: readonly (readonly [start: string, fact: KeyFact])[] = [
  ["aws:principaltag/", text("signed")],
  ["aws:requesttag/", text("request")],
  ["aws:resourcetag/", text("request")],
  ["s3:buckettag/", text("request")],
  ["s3:accesspointtag/", text("request")],
  ["s3:existingobjecttag/", text("action")],
  ["s3:requestobjecttag/", text("action")],
];

const byKey = new Map(Object.entries(facts));

/**
 * @param key in lower case
 * @returns undefined for a key of which we do not know when a request to S3 has it
 */
export function factOf(key: string): KeyFact | undefined {
  const fact = byKey.get(key);
  if (fact || !key.includes("/")) return fact;
  for (const [start, ofFamily] of families) if (key.startsWith(start)) return ofFamily;
  return undefined;
}
