/** A management event, as CloudTrail records a call that changed something. */
export type ManagementEvent = {
  id: string;
  /** ISO, to the second, as CloudTrail writes it. */
  time: string;
  /** As in `s3.amazonaws.com`. */
  source: string;
  name: string;
  region: string;
  /** The account the event is recorded in. */
  accountId: string;
  identity: { arn: string; accountId: string; userName: string };
  parameters: Readonly<Record<string, unknown>>;
  errorCode?: string;
  /** ARNs and types of what it is about. */
  resources: readonly { type: string; name: string }[];
};

/** CloudTrail keeps ninety days; the model keeps the last so many, of all accounts. */
const most = 50_000;

/** Every call that changed something, oldest first, and whoever waits for them. */
export class EventLog {
  readonly #events: ManagementEvent[] = [];
  readonly #listeners = new Set<(event: ManagementEvent) => void>();

  append(event: ManagementEvent): void {
    this.#events.push(event);
    if (this.#events.length > most) this.#events.splice(0, this.#events.length - most);
    for (const listener of this.#listeners) listener(event);
  }

  /** @returns the events of an account and region, newest first, as LookupEvents answers */
  of(accountId: string, region: string): ManagementEvent[] {
    return this.#events.filter((event) => event.accountId === accountId && event.region === region).reverse();
  }

  since(time: string): ManagementEvent[] {
    return this.#events.filter((event) => event.time >= time);
  }

  clear(): void {
    this.#events.length = 0;
  }

  listen(listener: (event: ManagementEvent) => void): void {
    this.#listeners.add(listener);
  }
}
