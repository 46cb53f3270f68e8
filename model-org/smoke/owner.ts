import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { RunningModelOrg } from "../start-model-org";

/** May everything in the management account, and ask for the organization. */
export const administrator = { accessKeyId: "AKIAADMINISTRATOR000", secretAccessKey: "model" };

/** Signs in to the role the management account has in each account: it may change everything there. */
export async function ownerOf({ url, world }: Pick<RunningModelOrg, "url" | "world">, account: string) {
  const id = world.tree.accounts.find(({ name }) => name === `aldermoor-${account}`)?.id;
  const sts = new STSClient({ region: "us-east-1", endpoint: url, credentials: administrator });
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:${world.partition}:iam::${id}:role/OrganizationAccountAccessRole`,
      RoleSessionName: "owner",
    }),
  );
  return {
    accessKeyId: given?.AccessKeyId ?? "",
    secretAccessKey: given?.SecretAccessKey ?? "",
    sessionToken: given?.SessionToken ?? "",
  };
}
