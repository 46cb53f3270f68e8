import * as Iam from "@aws-sdk/client-iam";
import { type AccessKey, type User, usedAt, users } from "../iam/users";
import type { HandlersOf } from "../wire/handlers-of";
import type { Kind } from "../world/records";
import type { World } from "../world/world";
import { userArn } from "./iam-users";

const $metadata = {};

/** A report as it was when it was made: what changes afterwards is not in it. */
type Report = { id: "report"; state: "started" | "complete"; at: string; content: string };

const reports: Kind<Report> = { name: "iam-credential-report", id: ({ id }) => id, derive: () => [] };

const hourMs = 3_600_000;
/** AWS makes a new report at most every so many hours, and keeps one for a day. */
const fresh = 4 * hourMs;
const kept = 24 * hourMs;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
const keyColumns = (n: number): string[] =>
  ["active", "last_rotated", "last_used_date", "last_used_region", "last_used_service"].map(
    (name) => `access_key_${n}_${name}`,
  );

const columns = [
  "user",
  "arn",
  "user_creation_time",
  "password_enabled",
  "password_last_used",
  "password_last_changed",
  "password_next_rotation",
  "mfa_active",
  ...keyColumns(1),
  ...keyColumns(2),
  ...[1, 2].flatMap((n) => [`cert_${n}_active`, `cert_${n}_last_rotated`]),
];

/** The report writes an offset where the API writes a Z. */
const time = (at: Date | string): string => `${new Date(at).toISOString().slice(0, 19)}+00:00`;

const noKey = ["false", "N/A", "N/A", "N/A", "N/A"];
const noCertificates = ["false", "N/A", "false", "N/A"];

/** The credential report, as AWS makes it: asked for, waited for, and kept for hours. */
export function iamCredentialReport(world: World): HandlersOf<typeof Iam> {
  const keyOf = (key: AccessKey | undefined): string[] => {
    if (!key) return noKey;
    const used = usedAt(world, key.id, key.lastUse);
    return [
      String(key.status === "Active"),
      time(key.createdAt),
      used ? time(used) : "N/A",
      key.lastUse?.region ?? "N/A",
      key.lastUse?.service ?? "N/A",
    ];
  };

  const lineOf = (accountId: string, user: User): string[] => {
    const { password } = user;
    const used =
      password?.usedDaysAgo == null
        ? undefined
        : usedAt(world, user.id, { service: "", region: "", daysAgo: password.usedDaysAgo });
    return [
      user.name,
      userArn(world, accountId, user),
      time(user.createdAt),
      String(password !== null),
      password === null ? "N/A" : used ? time(used) : "no_information",
      password === null ? "N/A" : time(password.changedAt),
      "N/A",
      String(user.mfa),
      ...keyOf(user.keys[0]),
      ...keyOf(user.keys[1]),
      ...noCertificates,
    ];
  };

  function write(accountId: string): string {
    const joined = world.account(accountId)?.joinedAt ?? world.clock.now().toISOString();
    const root = [
      "<root_account>",
      `arn:${world.partition}:iam::${accountId}:root`,
      time(joined),
      "not_supported",
      "no_information",
      "not_supported",
      "not_supported",
      String(world.random.chance(0.9, "root-mfa", accountId)),
      ...noKey,
      ...noKey,
      ...noCertificates,
    ];
    const lines = world.records.list(users, accountId, world.homeRegion).map((user) => lineOf(accountId, user));
    return [columns, root, ...lines].map((line) => line.join(",")).join("\n");
  }

  const reportOf = (accountId: string) => world.records.get(reports, accountId, world.homeRegion, "report");
  const put = (accountId: string, report: Report) => world.records.put(reports, accountId, world.homeRegion, report);
  const age = ({ at }: Report): number => world.clock.now().getTime() - Date.parse(at);

  return {
    GenerateCredentialReport(_, { caller: { accountId } }) {
      const before = reportOf(accountId);
      if (before?.state === "started") {
        put(accountId, { ...before, state: "complete" });
        return { State: "INPROGRESS" };
      }
      if (before && age(before) < fresh) return { State: "COMPLETE" };
      put(accountId, {
        id: "report",
        state: "started",
        at: world.clock.now().toISOString(),
        content: write(accountId),
      });
      return { State: "STARTED", Description: "No report exists. Starting a new report generation task" };
    },

    GetCredentialReport(_, { caller: { accountId } }) {
      const report = reportOf(accountId);
      if (!report) {
        throw new Iam.CredentialReportNotPresentException({ message: "Credential report is not present", $metadata });
      }
      if (report.state === "started") {
        // It is ready the next time somebody asks.
        put(accountId, { ...report, state: "complete" });
        throw new Iam.CredentialReportNotReadyException({ message: "Credential report is not ready", $metadata });
      }
      if (age(report) > kept) {
        throw new Iam.CredentialReportExpiredException({ message: "Credential report has expired", $metadata });
      }
      return {
        Content: new TextEncoder().encode(report.content),
        ReportFormat: "text/csv",
        GeneratedTime: new Date(report.at),
      };
    },
  };
}
