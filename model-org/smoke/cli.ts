import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/** An aws command line that is installed here. */
export type Cli = { command: string; version: string; searched: string };

/**
 * Both CLIs at most: the one a person would start, and Debian's.
 * @param searched the folders commands are looked for in, as PATH has them
 */
export function installedClis(searched: string): Cli[] {
  const onPath = searched
    .split(path.delimiter)
    .map((folder) => path.join(folder, "aws"))
    .find((file) => existsSync(file));
  const found = new Map<string, Cli>();
  for (const command of [onPath, "/usr/bin/aws"]) {
    if (command === undefined || !existsSync(command)) continue;
    const { status, stdout } = spawnSync(command, ["--version"], { encoding: "utf8", timeout: 30_000 });
    const version = /aws-cli\/\S+/.exec(stdout)?.[0];
    if (status === 0 && version && !found.has(realpathSync(command))) {
      found.set(realpathSync(command), { command, version, searched });
    }
  }
  return [...found.values()];
}

/** What the CLI calls a service, where it is not what its requests are signed for. */
const names: Readonly<Record<string, string>> = {
  AccessAnalyzer: "accessanalyzer",
  CloudWatch: "cloudwatch",
  Config: "configservice",
  ResourceExplorer: "resource-explorer-2",
  ResourceGroups: "resource-groups",
  S3: "s3api",
  S3Control: "s3control",
  Tagging: "resourcegroupstaggingapi",
};

export const cliName = (serviceId: string, signingName: string): string => names[serviceId] ?? signingName;

const kebab = (operation: string): string => operation.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();

/** This CLI is older than the command, or than something the command is given. */
export class NotKnown extends Error {}

export type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

let config: string | undefined;

/** Settings for every run: times alike in both generations. */
function configFile(): string {
  config ??= path.join(mkdtempSync(path.join(tmpdir(), "aws-cli-")), "config");
  writeFileSync(config, "[default]\ncli_timestamp_format = iso8601\n");
  return config;
}

/**
 * Runs one command against a model, with nothing of the person who runs the tests.
 * @param at where the model listens
 * @returns what it printed, read
 * @throws NotKnown where this CLI has no such command
 */
export async function runCli(
  { command, searched }: Cli,
  at: string,
  call: { service: string; operation: string; input: object; region: string; keys: Keys },
): Promise<Record<string, unknown>> {
  const { service, operation, input, region, keys } = call;
  // Account ids go into the host name of S3 Control: its requests come through a proxy, which the model is then.
  const proxied = service === "s3control";
  const endpoint = proxied ? `http://s3-control.${region}.amazonaws.com` : at;
  const args = ["--endpoint-url", endpoint, "--region", region, "--output", "json", "--no-paginate"];
  const env: Record<string, string> = {
    PATH: searched,
    HOME: path.dirname(configFile()),
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    ...(keys.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: keys.sessionToken }),
    AWS_CONFIG_FILE: configFile(),
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_MAX_ATTEMPTS: "1",
    AWS_PAGER: "",
    ...(proxied ? { HTTP_PROXY: at, http_proxy: at } : {}),
  };
  try {
    const { stdout } = await promisify(execFile)(
      command,
      [...args, service, kebab(operation), "--cli-input-json", JSON.stringify(input)],
      { env: env as NodeJS.ProcessEnv, timeout: 60_000, maxBuffer: 32_000_000 },
    );
    return stdout.trim() === "" ? {} : (JSON.parse(stdout) as Record<string, unknown>);
  } catch (error) {
    const { stderr = "" } = error as { stderr?: string };
    if (/Invalid choice|argument (operation|command): |Unknown parameter in input/i.test(stderr)) {
      throw new NotKnown(`${service} ${kebab(operation)}`);
    }
    throw new Error(`${service} ${kebab(operation)}: ${stderr.trim() || String(error)}`);
  }
}

/**
 * @returns an answer as both tell it alike: times in seconds, and without what is empty, which one leaves out and the
 * other does not
 */
export function alike(value: unknown): unknown {
  if (value instanceof Date) return Math.floor(value.getTime() / 1000);
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value)) {
    return Math.floor(Date.parse(value) / 1000);
  }
  if (Array.isArray(value)) return value.map(alike);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => {
      const told = alike(one);
      return isNothing(told) ? [] : [[name, told]];
    }),
  );
}

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === "object" && Object.keys(value).length === 0);
