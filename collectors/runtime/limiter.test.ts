import { describe, expect, it } from "vitest";
import { Limiter } from "./limiter";

/** Work that runs until it is told to end. */
function held() {
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ended, end: () => end() };
}

/** Lets everything that can go on go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("a limiter", () => {
  it("lets so many run at a time and the rest wait their turn", async () => {
    const limiter = new Limiter({ start: 2, least: 1, most: 4 });
    const works = [held(), held(), held(), held()];
    const begun: number[] = [];
    const all = works.map(({ ended }, i) =>
      limiter.run(async () => {
        begun.push(i);
        await ended;
      }),
    );
    await settle();
    expect(begun).toEqual([0, 1]);
    works[1]?.end();
    await settle();
    expect(begun).toEqual([0, 1, 2]);
    for (const { end } of works) end();
    await Promise.all(all);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it("gives the place back when the work fails", async () => {
    const limiter = new Limiter({ start: 1, least: 1, most: 1 });
    await expect(limiter.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await limiter.run(() => Promise.resolve("next"))).toBe("next");
  });

  it("halves on a throttle, never below the least", () => {
    const limiter = new Limiter({ start: 6, least: 1, most: 12 });
    limiter.throttled();
    expect(limiter.allowed).toBe(3);
    for (let i = 0; i < 5; i++) limiter.throttled();
    expect(limiter.allowed).toBe(1);
  });

  it("grows by about one for every round of answers, never above the most", () => {
    const limiter = new Limiter({ start: 4, least: 1, most: 6 });
    for (let i = 0; i < 5; i++) limiter.answered();
    expect(limiter.allowed).toBe(5);
    for (let i = 0; i < 100; i++) limiter.answered();
    expect(limiter.allowed).toBe(6);
  });

  it("starts what waits when more becomes allowed", async () => {
    const limiter = new Limiter({ start: 1, least: 1, most: 3 });
    const works = [held(), held(), held()];
    let begun = 0;
    const all = works.map(({ ended }) =>
      limiter.run(async () => {
        begun++;
        await ended;
      }),
    );
    for (let i = 0; i < 10; i++) limiter.answered();
    works[0]?.end();
    await settle();
    expect(begun).toBe(3);
    for (const { end } of works) end();
    await Promise.all(all);
  });
});
