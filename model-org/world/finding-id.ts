import type { Random } from "./random";

const accountDigits = 10;
const idDigits = 32;

/**
 * @returns a finding's id that begins with its account, so that an administrator finds it among thousands of accounts
 * without asking each
 */
export const findingId = (random: Random, accountId: string, ...names: readonly string[]): string =>
  Number(accountId).toString(16).padStart(accountDigits, "0") +
  random.hex(idDigits - accountDigits, "finding", accountId, ...names);

/** @returns the account of a finding's id */
export const accountOfFinding = (id: string): string =>
  String(Number.parseInt(id.slice(0, accountDigits), 16)).padStart(12, "0");
