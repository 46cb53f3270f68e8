import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";

const hasCli = spawnSync("aws", ["--version"], { timeout: 20_000 }).status === 0;
const why = hasCli ? "" : " (skipped: there is no aws command here)";
if (!hasCli) process.stdout.write("The aws command line is not tried: there is none here.\n");

let model: RunningModelOrg;

beforeAll(async () => {
  model = await startModelOrg();
});

afterAll(async () => {
  await model.stop();
});

/** Runs the aws command line against the model, without anything of the person who runs the test. */
async function aws(...args: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)("aws", ["--endpoint-url", model.url, "--output", "json", ...args], {
    env: {
      PATH: process.env["PATH"],
      AWS_ACCESS_KEY_ID: "AKIAADMINISTRATOR000",
      AWS_SECRET_ACCESS_KEY: "model",
      AWS_DEFAULT_REGION: "eu-west-1",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_MAX_ATTEMPTS: "1",
    } as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv,
  });
  return stdout === "" ? undefined : JSON.parse(stdout);
}

describe.skipIf(!hasCli)(`the aws command line${why}`, { timeout: 60_000 }, () => {
  it("is answered by STS, Organizations and S3", async () => {
    expect(await aws("sts", "get-caller-identity")).toMatchObject({ Account: model.managementAccountId });
    const accounts = (await aws("organizations", "list-accounts")) as { Accounts: unknown[] };
    expect(accounts.Accounts).toHaveLength(60);
    const { Buckets } = (await aws("s3api", "list-buckets")) as { Buckets: { Name: string }[] };
    expect(Buckets.map(({ Name }) => Name)).toEqual(
      model.world.bucketsOf(model.managementAccountId).map(({ name }) => name),
    );
  });

  it("reads back what it writes", async () => {
    const [bucket] = model.world.bucketsOf(model.managementAccountId);
    if (!bucket) return expect.fail("The management account holds no bucket.");
    const about = ["--bucket", bucket.name, "--region", bucket.region];
    const settings = {
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: false,
    };
    await aws(
      ...["s3api", "put-public-access-block", ...about],
      ...["--public-access-block-configuration", JSON.stringify(settings)],
    );
    expect(await aws("s3api", "get-public-access-block", ...about)).toEqual({
      PublicAccessBlockConfiguration: settings,
    });
  });
});
