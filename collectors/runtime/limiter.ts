/** How many calls may be under way at a time: fewer after a throttle, slowly more while all goes well. */
export class Limiter {
  #allowed: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly bounds: { start: number; least: number; most: number } = { start: 6, least: 1, most: 12 },
  ) {
    this.#allowed = bounds.start;
  }

  /** How many are allowed now, rounded down. */
  get allowed(): number {
    return Math.max(this.bounds.least, Math.floor(this.#allowed));
  }

  /** Runs `work` once there is room, in the order of asking. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.#waiting.push(begin);
      this.#admit();
    });
    try {
      return await work();
    } finally {
      this.#running--;
      this.#admit();
    }
  }

  /** AWS asked for fewer: halve. */
  throttled(): void {
    this.#allowed = Math.max(this.bounds.least, this.#allowed / 2);
  }

  /** AWS answered at once: one more for every round of answers. */
  answered(): void {
    this.#allowed = Math.min(this.bounds.most, this.#allowed + 1 / this.#allowed);
    this.#admit();
  }

  /** The place is taken here and not by the one let in, so that nobody else takes it before that one runs. */
  #admit(): void {
    while (this.#running < this.allowed) {
      const begin = this.#waiting.shift();
      if (!begin) return;
      this.#running++;
      begin();
    }
  }
}
