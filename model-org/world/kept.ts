/** The last so many values asked for; older ones are forgotten, since they can be made again. */
export class Kept<K, V> {
  readonly #values = new Map<K, V>();

  constructor(private readonly most: number) {}

  get(key: K): V | undefined {
    return this.#values.get(key);
  }

  /** @returns the value, for the caller to go on with */
  set(key: K, value: V): V {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.most) {
      const [oldest] = this.#values.keys();
      this.#values.delete(oldest as K);
    }
    return value;
  }

  delete(key: K): void {
    this.#values.delete(key);
  }

  clear(): void {
    this.#values.clear();
  }
}
