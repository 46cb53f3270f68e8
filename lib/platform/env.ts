import { homedir } from "node:os";
import path from "node:path";
import type { z } from "zod";
import { EnvironmentVariables } from "./environment-schema";
import { AppError } from "./errors";

/** What a process was told by its environment, validated. */
export type Environment = {
  databaseUrl: string | undefined;
  databaseMigrateUrl: string | undefined;
  port: number;
  host: string;
  dataDirectory: string;
  /** Only `real` touches real AWS. */
  aws: "model" | "real";
  awsEndpoint: string | undefined;
  awsPathStyle: boolean;
  /** Where the model organization answers; only in the model world. */
  modelUrl: string | undefined;
  modelSeed: string | undefined;
  /** Where the model organization is told to live a day of its past. */
  modelControlUrl: string | undefined;
  /** How many days of the model organization's past a new database begins with; 0 for none. */
  replayDays: number;
  /** The access key the model organization gave this kind of worker. */
  modelKey: string | undefined;
  /** Where sessions begin: the AWS SDK's own variable. */
  region: string | undefined;
  readRole: string;
  remediateRole: string;
  organizationRoleArn: string | undefined;
  externalId: string;
  clock: Date | undefined;
  logLevel: z.infer<typeof EnvironmentVariables>["BREAKWATER_LOG"];
  metricsToken: string | undefined;
  /** The address people open, where a proxy stands in front. */
  publicUrl: string | undefined;
  authSecret: string | undefined;
};

/** Names and values as a process is given them. */
export type Variables = Readonly<Record<string, string | undefined>>;

let current: Environment | undefined;

/**
 * @returns the environment of this process, read once
 * @throws AppError `invalid` with a line for every variable that cannot be used
 */
export function environment(): Environment {
  return (current ??= parseEnvironment(process.env));
}

/** Forgets what was read, for tests that change the environment. */
export const forgetEnvironment = (): void => {
  current = undefined;
};

/**
 * Adds what a program found out by itself, as if it had been told: the database it started, the address of the model
 * organization. Later reads see it.
 */
export function setVariables(found: Variables): void {
  Object.assign(process.env, found);
  current = undefined;
}

/** @returns a path as the caller wrote it, from the folder the caller was in: npm runs programs in the project's own */
export const pathFromCaller = (file: string): string => path.resolve(process.env["INIT_CWD"] ?? process.cwd(), file);

/** An empty variable is one that was not set: shells and compose files leave them so. */
const withoutEmpty = (variables: Variables) =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));

/** @throws AppError `invalid` with a line for every variable that cannot be used */
export function parseEnvironment(variables: Variables): Environment {
  const parsed = EnvironmentVariables.safeParse(withoutEmpty(variables));
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path: [name], message }) => `${String(name)} ${message}.`);
    throw new AppError("invalid", lines.join("\n"));
  }
  const value = parsed.data;
  return {
    databaseUrl: value.DATABASE_URL,
    databaseMigrateUrl: value.DATABASE_MIGRATE_URL,
    port: value.PORT,
    host: value.HOST,
    dataDirectory: value.BREAKWATER_DATA_DIR ?? defaultDataDirectory(),
    aws: value.BREAKWATER_AWS,
    awsEndpoint: value.BREAKWATER_AWS_ENDPOINT,
    awsPathStyle: value.BREAKWATER_AWS_PATH_STYLE,
    modelUrl: value.BREAKWATER_MODEL_URL,
    modelSeed: value.BREAKWATER_MODEL_SEED,
    modelControlUrl: value.BREAKWATER_MODEL_CONTROL_URL,
    replayDays: value.BREAKWATER_REPLAY_DAYS,
    modelKey: value.BREAKWATER_MODEL_KEY,
    region: value.AWS_REGION ?? value.AWS_DEFAULT_REGION,
    readRole: value.BREAKWATER_READ_ROLE,
    remediateRole: value.BREAKWATER_REMEDIATE_ROLE,
    organizationRoleArn: value.BREAKWATER_ORGANIZATION_ROLE_ARN,
    externalId: value.BREAKWATER_EXTERNAL_ID,
    clock: value.BREAKWATER_CLOCK === undefined ? undefined : new Date(value.BREAKWATER_CLOCK),
    logLevel: value.BREAKWATER_LOG,
    metricsToken: value.BREAKWATER_METRICS_TOKEN,
    publicUrl: value.BREAKWATER_URL,
    authSecret: value.AUTH_SECRET,
  };
}

const defaultDataDirectory = (): string =>
  process.getuid?.() === 0 ? "/var/lib/breakwater" : path.join(homedir(), ".breakwater");
