import type { IncomingHttpHeaders } from "node:http";

/** Who calls: an account, and the ARN of the identity. */
export type Caller = {
  accountId: string;
  arn: string;
  /**
   * What decides what it may do: the administrator may everything everywhere; a role what its policies say; a person of
   * the world's past everything in one account.
   */
  kind: "administrator" | "role" | "person";
  /** The role behind a session, by name. */
  role?: string;
  /** A session policy that narrows the session, as text. */
  policy?: string;
  sourceIdentity?: string;
  /** When a session was opened. */
  issued?: string;
};

/** @returns undefined for a key that is not valid */
export type CallerOf = (accessKeyId: string, token: string | undefined) => Caller | undefined;

/** @returns the session token of a request */
export function headersOf(headers: IncomingHttpHeaders): { token: string | undefined } {
  const token = headers["x-amz-security-token"] ?? headers["x-amz-s3session-token"];
  return { token: typeof token === "string" ? token : undefined };
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * @returns an access key id that carries its account, as AWS's temporary keys do
 */
export function accessKeyFor(accountId: string): string {
  let rest = BigInt(accountId) << 7n;
  let text = "";
  for (let i = 0; i < 16; i++) {
    text = alphabet[Number(rest & 31n)] + text;
    rest >>= 5n;
  }
  return `ASIA${text}`;
}

/** @returns the account an access key carries; undefined for a key of another kind */
export function accountOfKey(accessKeyId: string): string | undefined {
  if (!/^ASIA[A-Z2-7]{16}$/.test(accessKeyId)) return undefined;
  let value = 0n;
  for (const letter of accessKeyId.slice(4)) value = (value << 5n) | BigInt(alphabet.indexOf(letter));
  const id = (value >> 7n).toString().padStart(12, "0");
  return id.length === 12 ? id : undefined;
}
