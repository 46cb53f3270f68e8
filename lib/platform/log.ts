import pino, { type Logger } from "pino";
import { environment } from "./env";

let current: Logger | undefined;

/**
 * The process's log: JSON lines on stderr, so that stdout stays data. Names of resources may be in it; credentials,
 * policies and sessions never are.
 */
export function log(): Logger {
  return (current ??= pino(
    { level: environment().logLevel, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(2),
  ));
}
