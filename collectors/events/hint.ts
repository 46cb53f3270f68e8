import type { CallEvent } from "./message";

/**
 * What an event says is to be read again: a bucket or an access point, and whether the list it is in changed; an account's
 * own facts, and whether the role we read it with did; the organization's tree and policies.
 */
export type Target =
  | { kind: "bucket" | "access_point"; name: string; listed: boolean }
  | { kind: "account"; role: boolean }
  | { kind: "organization" };

/** A target with what is said of it: labels, never facts. */
export type Hint = {
  target: Target;
  accountId: string;
  region: string;
  at: Date;
  actor: string | null;
  /** The events that say so, the last one last: several of one target are one reading. */
  events: readonly string[];
};

/** @returns what an event hints at; null for nothing: it was refused, only read, or is about something else */
export function hintOf(event: CallEvent, roleName: string): Hint | null {
  const target = event.idle ? null : targetOf(event, roleName);
  if (!target) return null;
  const { accountId, region, at, name, actor } = event;
  return { target, accountId, region, at, actor, events: [name] };
}

function targetOf(event: CallEvent, roleName: string): Target | null {
  switch (event.service) {
    case "s3":
    case "s3-control":
      return ofS3(event);
    case "organizations":
      return { kind: "organization" };
    case "iam":
      return event.parameters["roleName"] === roleName ? { kind: "account", role: true } : null;
    default:
      return null;
  }
}

const accountBlock = new Set(["PutAccountPublicAccessBlock", "DeleteAccountPublicAccessBlock"]);

function ofS3({ name, parameters }: CallEvent): Target | null {
  const bucket = text(parameters["bucketName"]);
  if (name.includes("AccessPoint")) {
    const listed = /^(Create|Delete)AccessPoint$/.test(name);
    return named("access_point", text(parameters["name"]), listed);
  }
  if (bucket !== null) return named("bucket", bucket, /^(Create|Delete)Bucket$/.test(name));
  if (accountBlock.has(name)) return { kind: "account", role: false };
  return /^(Tag|Untag)Resource$/.test(name) ? ofArn(text(parameters["resourceArn"])) : null;
}

/** Tags are put on whatever an ARN names: `arn:…:s3:::bucket`, `arn:…:s3:region:account:accesspoint/name`. */
function ofArn(arn: string | null): Target | null {
  const [, , service, , , resource] = arn?.split(":") ?? [];
  if (service !== "s3" || !resource) return null;
  const [kind, name] = resource.split("/");
  if (name === undefined) return named("bucket", resource, false);
  return kind === "accesspoint" ? named("access_point", name, false) : null;
}

const text = (value: unknown): string | null =>
  typeof value === "string" && value !== "" && value.length <= 300 ? value : null;

const named = (kind: "bucket" | "access_point", name: string | null, listed: boolean): Target | null =>
  name === null ? null : { kind, name, listed };
