import { AccountClient } from "@aws-sdk/client-account";
import { ConfigServiceClient } from "@aws-sdk/client-config-service";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { S3Client } from "@aws-sdk/client-s3";
import { S3ControlClient } from "@aws-sdk/client-s3-control";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { Transport } from "@/collectors/runtime/transport";
import type { RunningModelOrg } from "@/model-org/start-model-org";

/** Real SDK clients of one identity, in one region, that reach a model organization. They try once. */
export type ModelClients = ReturnType<typeof clientsWith>;

export type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** @param keys an administrator's of the management account unless said */
export function clientsWith(
  model: Pick<RunningModelOrg, "url">,
  region: string,
  keys: Keys = { accessKeyId: "AKIAADMINISTRATOR000", secretAccessKey: "model" },
) {
  const options = { region, credentials: keys, maxAttempts: 1, requestHandler: new Transport({ url: model.url }) };
  return {
    s3: new S3Client(options),
    s3control: new S3ControlClient(options),
    organizations: new OrganizationsClient(options),
    config: new ConfigServiceClient(options),
    sts: new STSClient(options),
    account: new AccountClient(options),
  };
}

/** Signs in to the role of a hub in an account, as a worker does. */
export async function assume(
  model: RunningModelOrg,
  accountId: string,
  role: "reader" | "remediator",
  input: Partial<ConstructorParameters<typeof AssumeRoleCommand>[0]> = {},
): Promise<Keys> {
  const { readRole, remediateRole } = model.world.options;
  const { sts } = clientsWith(model, "us-east-1", {
    accessKeyId: model.roles[role].accessKeyId,
    secretAccessKey: "model",
  });
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:${model.world.partition}:iam::${accountId}:role/${role === "reader" ? readRole : remediateRole}`,
      RoleSessionName: "test",
      ExternalId: model.externalId,
      ...(role === "remediator" ? { SourceIdentity: "an-approver" } : {}),
      ...input,
    }),
  );
  return {
    accessKeyId: given?.AccessKeyId ?? "",
    secretAccessKey: given?.SecretAccessKey ?? "",
    sessionToken: given?.SessionToken ?? "",
  };
}

/** @returns the account of that name in the model. @throws Error where there is none */
export function accountNamed({ world }: RunningModelOrg, name: string) {
  const found = world.tree.accounts.find((account) => account.name === `aldermoor-${name}`);
  if (!found) throw new Error(`The model has no account ${name}.`);
  return found;
}

/** @returns what a call that must fail threw */
export async function refusal(call: Promise<unknown>): Promise<{ code: string; status: number; message: string }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { code: name, status: $metadata?.httpStatusCode ?? 0, message };
  }
  throw new Error("The call was answered.");
}
