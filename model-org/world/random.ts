import { hash } from "node:crypto";

/** Draws that depend on a seed and a name only: the same world every time, whatever is added beside it. */
export class Random {
  constructor(private readonly seed: string) {}

  /** @returns a number from 0 up to 1 that belongs to the names */
  of(...names: readonly (string | number)[]): number {
    const digest = hash("sha256", [this.seed, ...names].join("\u0000"), "hex");
    return Number.parseInt(digest.slice(0, 8), 16) / 2 ** 32;
  }

  /** @returns whether it falls under a probability */
  chance(probability: number, ...names: readonly (string | number)[]): boolean {
    return this.of("chance", ...names) < probability;
  }

  /** @returns a whole number from 0 up to `below` */
  below(below: number, ...names: readonly (string | number)[]): number {
    return Math.floor(this.of("below", ...names) * below);
  }

  pick<T>(items: readonly T[], ...names: readonly (string | number)[]): T {
    return items[this.below(items.length, "pick", ...names)] as T;
  }

  /** @returns hexadecimal digits, as identifiers have them */
  hex(length: number, ...names: readonly (string | number)[]): string {
    return hash("sha256", [this.seed, "hex", ...names].join("\u0000"), "hex").slice(0, length);
  }

  /** @returns twelve digits that begin with none of the zeros AWS never hands out */
  accountId(name: string): string {
    return String(100_000_000_000 + Math.floor(this.of("account", name) * 899_999_999_999));
  }
}
