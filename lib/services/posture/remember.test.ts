import { expect, test } from "vitest";
import { remember } from "./remember";

test("an answer is asked for once as long as its key is the same", async () => {
  const asked: string[] = [];
  const once = remember<string>(2);
  const ask = (key: string) =>
    once(key, async () => {
      asked.push(key);
      return key;
    });
  expect(await Promise.all([ask("a"), ask("a"), ask("b")])).toEqual(["a", "a", "b"]);
  expect(asked).toEqual(["a", "b"]);
});

test("those asked for last are kept", async () => {
  const asked: string[] = [];
  const once = remember<string>(2);
  for (const key of ["a", "b", "a", "c", "a", "b"]) {
    await once(key, async () => {
      asked.push(key);
      return key;
    });
  }
  expect(asked).toEqual(["a", "b", "c", "b"]);
});

test("a failed answer is asked for again", async () => {
  const once = remember<string>(2);
  await expect(once("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await once("a", async () => "yes")).toBe("yes");
});
