/** Token buckets by key: each fills at a rate and holds so many at most. */
export class TokenBuckets {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  /** Takes a token. @returns whether there was one */
  take(key: string, { perSecond, burst }: { perSecond: number; burst: number }, now = Date.now()): boolean {
    const before = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, before.tokens + ((now - before.at) / 1000) * perSecond);
    const taken = tokens >= 1;
    this.#buckets.set(key, { tokens: taken ? tokens - 1 : tokens, at: now });
    return taken;
  }
}
