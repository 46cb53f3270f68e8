import { AsyncLocalStorage } from "node:async_hooks";

/** What went over the wire while one fact was read. */
export type Exchange = {
  /** HTTP requests, retries included. */
  calls: number;
  /** The root element of the last answer, where it was XML. */
  root: string | undefined;
};

const storage = new AsyncLocalStorage<Exchange>();

/** Runs `work` and notes what it sends and gets. */
export async function exchanging<T>(work: (exchange: Exchange) => Promise<T>): Promise<T> {
  const exchange: Exchange = { calls: 0, root: undefined };
  return storage.run(exchange, () => work(exchange));
}

/** What is being noted here; undefined outside `exchanging`. */
export const currentExchange = (): Exchange | undefined => storage.getStore();
