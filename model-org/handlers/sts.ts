import * as Sts from "@aws-sdk/client-sts";
import { decide } from "../iam/decide";
import { type Role, roleArn, roles } from "../iam/roles";
import { openSession } from "../iam/sessions";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { Caller } from "../world/caller";
import { isPolicyDocument } from "../world/read-policy";
import type { World } from "../world/world";

export function sts(world: World): HandlersOf<typeof Sts> {
  return {
    GetCallerIdentity: (_, { caller }) => ({
      UserId: caller.arn.split("/").at(-1),
      Account: caller.accountId,
      Arn: caller.arn,
    }),

    AssumeRole(input, { caller, region }) {
      const denied = () =>
        new AwsError(
          "AccessDenied",
          `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
          403,
        );
      const parsed = /^arn:[a-z-]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(input.RoleArn ?? "");
      const account = world.account(parsed?.[1] ?? "");
      const role = account && world.records.get(roles, account.id, world.homeRegion, parsed?.[2] ?? "");
      // AWS says the same whether the role is missing, does not trust the caller, or wants another external id.
      if (account?.state !== "ACTIVE" || !role || !trusts(world, role, account.id, caller, input)) throw denied();
      if (!world.regionEnabled(account, region)) {
        throw new Sts.RegionDisabledException({
          message: `STS is not activated in this region for account:${account.id}. Your account administrator can activate STS in this region using the IAM Console.`,
          $metadata: {},
        });
      }
      if (input.Policy !== undefined && !isPolicyDocument(input.Policy)) {
        throw new Sts.MalformedPolicyDocumentException({ message: "Syntax errors in policy.", $metadata: {} });
      }
      const seconds = input.DurationSeconds ?? 3600;
      if (seconds < 900 || seconds > 43_200) {
        throw new AwsError("ValidationError", "DurationSeconds must be between 900 and 43200.");
      }
      const arn = `arn:${world.partition}:sts::${account.id}:assumed-role/${role.name}/${input.RoleSessionName}`;
      const session: Caller = {
        accountId: account.id,
        arn,
        kind: "role",
        role: role.name,
        ...(input.Policy ? { policy: input.Policy } : {}),
        ...(input.SourceIdentity ? { sourceIdentity: input.SourceIdentity } : {}),
      };
      const { accessKeyId, token, expires } = openSession(session, seconds);
      return {
        Credentials: { AccessKeyId: accessKeyId, SecretAccessKey: "model", SessionToken: token, Expiration: expires },
        AssumedRoleUser: { AssumedRoleId: `${role.id}:${input.RoleSessionName}`, Arn: arn },
        ...(input.SourceIdentity ? { SourceIdentity: input.SourceIdentity } : {}),
      };
    },
  };
}

/** The administrator is taken for whom the role trusts; the conditions of that trust it has to meet like anybody. */
function trusts(
  world: World,
  role: Role,
  accountId: string,
  caller: Caller,
  input: Sts.AssumeRoleCommandInput,
): boolean {
  const callerRole =
    caller.role === undefined ? caller.arn : roleArn(world, caller.accountId, { path: "/", name: caller.role });
  const trusted = caller.kind === "administrator" ? trustedArns(role) : [];
  return (
    decide([role.trust], {
      action: "sts:AssumeRole",
      resource: roleArn(world, accountId, role),
      principal: { accountId: caller.accountId, arns: [callerRole, caller.arn, ...trusted] },
      context: {
        "sts:externalid": input.ExternalId,
        "sts:sourceidentity": input.SourceIdentity,
        "aws:principalarn": callerRole,
        "aws:principalaccount": caller.accountId,
        "aws:principalorgid": world.account(caller.accountId) ? world.seed.organizationId : undefined,
        "aws:securetransport": "true",
      },
    }) === "allow"
  );
}

const trustedArns = ({ trust }: Role): string[] =>
  (JSON.parse(trust) as { Statement: { Principal?: { AWS?: string | string[] } }[] }).Statement.flatMap(
    ({ Principal }) => Principal?.AWS ?? [],
  );
