import { AsyncLocalStorage } from "node:async_hooks";
import { UnexpectedAnswer } from "./classify";

/** What went over the wire while one fact was read. */
export type Exchange = {
  /** HTTP requests, retries included. */
  calls: number;
  /** The root element of the last answer, where it was XML. */
  root: string | undefined;
};

const storage = new AsyncLocalStorage<Exchange>();

/** Runs `work` and notes what it sends and gets; within another note, its requests count there too. */
export async function exchanging<T>(work: (exchange: Exchange) => Promise<T>): Promise<T> {
  const outer = storage.getStore();
  const exchange: Exchange = { calls: 0, root: undefined };
  try {
    return await storage.run(exchange, () => work(exchange));
  } finally {
    if (outer) outer.calls += exchange.calls;
  }
}

/** What is being noted here; undefined outside `exchanging`. */
export const currentExchange = (): Exchange | undefined => storage.getStore();

/** AWS ends the name of a call's own answer with Result, compatible servers with Response: both name the same call. */
const callOf = (root: string): string => root.replace(/(?:Result|Response)$/, "");

/**
 * A 200 is an answer only where its root element is the call's: a server that does not know a sub-resource of a bucket
 * lists the bucket instead, and read as the answer that would be "not configured".
 * @param expected the root as AWS documents it, and other names of the same answer
 * @throws UnexpectedAnswer for another root, or none
 */
export function expectRoot(exchange: Exchange, expected: string | readonly string[]): void {
  const names = typeof expected === "string" ? [expected] : expected;
  const { root } = exchange;
  if (root !== undefined && names.some((name) => callOf(name) === callOf(root))) return;
  throw new UnexpectedAnswer(`The answer is a ${root ?? "text"}, not a ${names[0]}.`);
}
