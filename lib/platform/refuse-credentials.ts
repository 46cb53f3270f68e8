import { environment, type Variables } from "./env";
import { AppError } from "./errors";

/** What the AWS SDK's default chain would take credentials from. */
const credentials = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_PROFILE",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN",
] as const;

/**
 * The process that answers browsers holds no AWS credentials: only workers do.
 * @throws AppError `invalid` in the real world when its environment holds any; their values are not told
 */
export function refuseCredentials(variables: Variables = process.env, aws = environment().aws): void {
  if (aws !== "real") return;
  const held = credentials.filter((name) => variables[name] !== undefined && variables[name] !== "");
  if (held.length === 0) return;
  throw new AppError(
    "invalid",
    `The web process may hold no AWS credentials, and its environment has ${held.join(", ")}. Give them to the workers only.`,
  );
}
