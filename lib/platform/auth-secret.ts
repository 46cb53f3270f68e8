import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Environment } from "./env";
import { AppError } from "./errors";

/**
 * What sessions are signed with: AUTH_SECRET; in the model world one made once and kept in the data directory, readable
 * by its owner alone.
 * @throws AppError `invalid` in the real world without AUTH_SECRET
 */
export function authSecret({ authSecret, aws, dataDirectory }: Environment): string {
  if (authSecret !== undefined) return authSecret;
  if (aws === "real") {
    throw new AppError(
      "invalid",
      "AUTH_SECRET is not set: give 32 or more random characters, the same to every web process.",
    );
  }
  const file = path.join(dataDirectory, "auth-secret");
  return read(file) ?? make(file);
}

function read(file: string): string | undefined {
  try {
    const secret = readFileSync(file, "utf8").trim();
    return secret.length >= 32 ? secret : undefined;
  } catch {
    return undefined;
  }
}

/** Linked into place, so that of two processes that make one at the same time both use the same. */
function make(file: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, file);
  } catch {
    // Another process was first: its secret is read below.
  } finally {
    rmSync(draft, { force: true });
  }
  const secret = read(file);
  if (secret === undefined) throw new AppError("invalid", `${file} holds no usable secret: remove it and start again.`);
  return secret;
}
