/** One thing that happens on a day of the past: a call somebody makes, or an account that joins. */
export type Step = {
  /** When on that day, as in `09:41:07`, UTC. */
  time: string;
  /** Who does it: the name of their session. */
  who: string;
} & (
  | {
      /** The account it is done in, by id. */
      accountId: string;
      region: string;
      service: string;
      operation: string;
      input: Readonly<Record<string, unknown>>;
    }
  | { joins: string }
);
