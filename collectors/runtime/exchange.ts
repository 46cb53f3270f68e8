import { AsyncLocalStorage } from "node:async_hooks";

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
