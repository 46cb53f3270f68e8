import type * as Sts from "@aws-sdk/client-sts";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import type { Caller } from "../world/caller";
import type { World } from "../world/world";

export function sts(world: World): HandlersOf<typeof Sts> {
  const { readRole, remediateRole, externalId } = world.options;
  return {
    GetCallerIdentity: (_, { caller }) => ({
      UserId: caller.arn.split("/").at(-1),
      Account: caller.accountId,
      Arn: caller.arn,
    }),

    AssumeRole(input, { caller }) {
      const denied = () =>
        new AwsError(
          "AccessDenied",
          `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
          403,
        );
      const parsed = /^arn:[a-z-]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(input.RoleArn ?? "");
      const account = world.account(parsed?.[1] ?? "");
      const role = parsed?.[2];
      // AWS says the same whether the role is missing, does not trust the caller, or wants another external id.
      if (account?.state !== "ACTIVE" || (input.ExternalId ?? "") !== externalId) throw denied();
      const reader = role === readRole && account.roles.read && caller.kind !== "hub-remediator";
      const remediator =
        role === remediateRole &&
        account.roles.remediate &&
        (caller.kind === "hub-remediator" || caller.kind === "administrator") &&
        Boolean(input.SourceIdentity);
      if (!reader && !remediator) throw denied();
      const seconds = input.DurationSeconds ?? 3600;
      if (seconds < 900 || seconds > 43_200) {
        throw new AwsError("ValidationError", "DurationSeconds must be between 900 and 43200.");
      }
      const arn = `arn:${world.partition}:sts::${account.id}:assumed-role/${role}/${input.RoleSessionName}`;
      const session: Caller = {
        accountId: account.id,
        arn,
        kind: reader ? "reader" : "remediator",
        ...(input.Policy ? { policy: input.Policy } : {}),
        ...(input.SourceIdentity ? { sourceIdentity: input.SourceIdentity } : {}),
      };
      const { accessKeyId, token, expires } = world.openSession(session, seconds);
      return {
        Credentials: { AccessKeyId: accessKeyId, SecretAccessKey: "model", SessionToken: token, Expiration: expires },
        AssumedRoleUser: { AssumedRoleId: `AROAMODEL:${input.RoleSessionName}`, Arn: arn },
        ...(input.SourceIdentity ? { SourceIdentity: input.SourceIdentity } : {}),
      };
    },
  };
}
