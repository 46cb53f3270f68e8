import path from "node:path";
import { z } from "zod";

const port = z
  .string()
  .regex(/^\d{1,5}$/, "is not a port: it is a number from 0 to 65535")
  .transform(Number)
  .refine((value) => value <= 65_535, "is not a port: it is a number from 0 to 65535");

const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, "is not a connection string: it starts with postgresql://");

const httpUrl = z.string().refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), {
  error: "is not an address: it starts with http:// or https://",
});

const roleName = z.string().regex(/^[\w+=,.@-]{1,64}$/, "is not a role name: give the name, not the ARN");

const flag = z.enum(["true", "false"], { error: "is not true or false" }).transform((value) => value === "true");

/** What the environment may say, with defaults. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const EnvironmentVariables = z
  .object({
    DATABASE_URL: postgresUrl.optional(),
    DATABASE_MIGRATE_URL: postgresUrl.optional(),
    PORT: port.default(3000),
    HOST: z.string().min(1, "is empty").default("127.0.0.1"),
    BREAKWATER_DATA_DIR: z
      .string()
      .refine((value) => path.isAbsolute(value), "is not an absolute path")
      .optional(),
    BREAKWATER_AWS: z.enum(["model", "real"], { error: 'is neither "model" nor "real"' }).default("model"),
    BREAKWATER_AWS_ENDPOINT: httpUrl.optional(),
    BREAKWATER_AWS_PATH_STYLE: flag.default(true),
    BREAKWATER_MODEL_URL: httpUrl.optional(),
    BREAKWATER_MODEL_CONTROL_URL: httpUrl.optional(),
    BREAKWATER_REPLAY_DAYS: z
      .string()
      .regex(/^\d{1,3}$/, "is not a number of days: it is a whole number from 0 to 365")
      .transform(Number)
      .refine((value) => value <= 365, "is more than a year: it is a whole number from 0 to 365")
      .default(90),
    BREAKWATER_MODEL_SEED: z.string().optional(),
    BREAKWATER_MODEL_KEY: z.string().optional(),
    AWS_REGION: z.string().optional(),
    AWS_DEFAULT_REGION: z.string().optional(),
    BREAKWATER_READ_ROLE: roleName.default("BreakwaterRead"),
    BREAKWATER_REMEDIATE_ROLE: roleName.default("BreakwaterRemediate"),
    BREAKWATER_ORGANIZATION_ROLE_ARN: z
      .string()
      .regex(/^arn:[a-z-]+:iam::\d{12}:role\/.+$/, "is not the ARN of a role")
      .optional(),
    BREAKWATER_EXTERNAL_ID: z
      .string()
      .regex(/^[\w+=,.@:/-]{2,1224}$/, "is not an external id: 2 to 1224 letters, digits and + = , . @ : / -")
      .default("breakwater"),
    BREAKWATER_CLOCK: z.iso.datetime({ error: "is not a moment: write it as 2026-01-31T00:00:00Z" }).optional(),
    BREAKWATER_LOG: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    BREAKWATER_METRICS_TOKEN: z.string().min(16, "is too short: at least 16 characters").optional(),
    BREAKWATER_URL: httpUrl.optional(),
    AUTH_SECRET: z.string().min(32, "is too short: at least 32 characters").optional(),
  })
  .refine((value) => value.BREAKWATER_AWS_ENDPOINT === undefined || value.BREAKWATER_AWS === "real", {
    path: ["BREAKWATER_AWS_ENDPOINT"],
    error: "is only for BREAKWATER_AWS=real",
  });
