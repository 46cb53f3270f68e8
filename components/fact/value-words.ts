import { publicAccessBlockNames, publicAccessBlockSettings } from "@/lib/model/facts/public-access-block";

type Value = Readonly<Record<string, unknown>>;

const isValue = (value: unknown): value is Value =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function blockWords(value: Value): string {
  const on = publicAccessBlockSettings.filter((setting) => value[setting] === true);
  if (on.length === 4) return "all four on";
  if (on.length === 0) return "all four off";
  return `${on.length} of 4 on: ${on.map((setting) => publicAccessBlockNames[setting]).join(", ")}`;
}

const words: Readonly<Record<string, (value: Value) => string>> = {
  publicAccessBlock: blockWords,
  effectiveAccountPublicAccessBlock: blockWords,
  accountPublicAccessBlock: blockWords,
  policyStatus: (value) => (value["isPublic"] ? "public" : "not public"),
  encryption: (value) => {
    const key = value["kmsKeyId"] ? `, key ${String(value["kmsKeyId"]).split("/").at(-1)}` : "";
    const bucketKey =
      value["algorithm"] === "aws:kms" ? `, bucket key ${value["bucketKeyEnabled"] ? "on" : "off"}` : "";
    const blocked = Array.isArray(value["blockedEncryptionTypes"]) && value["blockedEncryptionTypes"].includes("SSE-C");
    return `${String(value["algorithm"])}${key}${bucketKey}, SSE-C ${blocked ? "blocked" : "allowed"}`;
  },
  logging: (value) => `to ${String(value["targetBucket"])}, under ${String(value["targetPrefix"]) || "no prefix"}`,
  versioning: (value) => `${String(value["status"]).toLowerCase()}${value["mfaDelete"] ? ", MFA delete" : ""}`,
  members: (value) => {
    const n = Array.isArray(value["accounts"]) ? value["accounts"].length : 0;
    return `${n.toLocaleString("en-GB")} account${n === 1 ? "" : "s"}${value["id"] ? ` in ${String(value["id"])}` : ""}`;
  },
  effectiveS3Policy: (value) =>
    value["valid"] ? `Block Public Access: ${String(value["publicAccessBlock"] ?? "says nothing")}` : "invalid",
  website: (value) =>
    value["redirectsTo"] ? `redirects to ${String(value["redirectsTo"])}` : `serves ${String(value["indexDocument"])}`,
  origin: (value) =>
    `${String(value["bucket"])}, from ${value["network"] === "VPC" ? String(value["vpcId"]) : "the internet"}`,
  acl: (value) => {
    const grants = Array.isArray(value["grants"]) ? (value["grants"] as Value[]) : [];
    const groups = grants.filter(({ granteeType }) => granteeType === "Group");
    if (groups.length === 0) return `${grants.length} grant${grants.length === 1 ? "" : "s"}, none to a group`;
    return groups.map((g) => `${String(g["grantee"]).split("/").at(-1)}: ${String(g["permission"])}`).join(", ");
  },
};

const absent: Readonly<Record<string, string>> = {
  policy: "no policy",
  policyStatus: "no policy",
  tags: "no tags",
  logging: "off",
  versioning: "never enabled",
  website: "none",
  effectiveS3Policy: "none on its path",
};

/**
 * A fact's value in one line, for people.
 * @param name the fact's name without its type
 */
export function valueWords(name: string, value: unknown): string {
  if (value === null) return absent[name] ?? "not configured";
  if (value === true) return "yes";
  if (name === "tags" && isValue(value)) {
    return Object.entries(value)
      .map(([key, tag]) => `${key}=${String(tag)}`)
      .join(", ");
  }
  if (name === "resourceControlPolicies" && Array.isArray(value)) {
    return value.length === 0 ? "none" : (value as Value[]).map((policy) => String(policy["name"])).join(", ");
  }
  if (name === "policy" && typeof value === "string") return `${value.length.toLocaleString("en-GB")} characters`;
  if (isValue(value) && words[name]) return words[name](value);
  return Array.isArray(value) ? value.join(", ") : typeof value === "object" ? JSON.stringify(value) : String(value);
}
