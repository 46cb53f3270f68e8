import { PassThrough, Readable } from "node:stream";
import { expect, test } from "vitest";
import { analyseLines } from "./analyse";

const open = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::claims/*" };
const line = (id: string) =>
  JSON.stringify({ id, kind: "bucket-policy", input: { policy: { Version: "2012-10-17", Statement: [open] } } });

async function answered(...lines: string[]) {
  const output = new PassThrough();
  const whole = analyseLines(Readable.from(lines.map((text) => `${text}\n`)), output);
  let text = "";
  void whole.then(() => output.end());
  for await (const chunk of output) text += String(chunk);
  const read = text.trim() === "" ? [] : text.trim().split("\n");
  return { whole: await whole, lines: read.map((one) => JSON.parse(one) as Record<string, unknown>) };
}

test("lines are answered in their order, and empty ones are passed over", async () => {
  const { whole, lines } = await answered(line("a"), "", line("b"));
  expect(whole).toBe(true);
  expect(lines.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(lines[0]?.["result"]).toMatchObject({ isPublic: true, publicAccess: ["read"] });
  expect(lines[0]?.["undetermined"]).toMatchObject({ externalAccounts: expect.any(String) });
});

test.each([
  ["not JSON", "{", "Line 1 is not JSON."],
  ["a list", "[]", "Line 1 is not an object"],
  ["without a kind", '{"id":"a"}', "Line 1 has no kind."],
  ["without an input", '{"id":"a","kind":"acl"}', "Line 1 has no input."],
])("a line that is %s has an error in its place, and the rest is answered", async (_, broken, error) => {
  const { whole, lines } = await answered(broken, line("b"));
  expect(whole).toBe(false);
  expect(lines[0]?.["error"]).toContain(error);
  expect(lines[1]).toMatchObject({ id: "b", result: { isPublic: true } });
});

test("more lines than a pipe holds arrive whole", async () => {
  const { lines } = await answered(...Array.from({ length: 500 }, (_, index) => line(`case-${index}`)));
  expect(lines.map(({ id }) => id)).toEqual(Array.from({ length: 500 }, (_, index) => `case-${index}`));
});
