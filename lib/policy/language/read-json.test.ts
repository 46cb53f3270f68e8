import { expect, test } from "vitest";
import { readJson } from "./read-json";

test.each([
  ['{"a":{"b":1},"c":{"b":2}}', { a: { b: 1 }, c: { b: 2 } }],
  ['[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
  ['{"a":"{\\"a\\":1,","b":"\\\\"}', { a: '{"a":1,', b: "\\" }],
  ['{"a":"a","b":["a","b"]}', { a: "a", b: ["a", "b"] }],
  ["null", null],
])("%s is read", (text, value) => {
  expect(readJson(text)).toEqual({ value });
});

test.each([
  ['{"a":1,"a":1}', "a"],
  ['{"a":1,"\\u0061":1}', "a"],
  ['{"Statement":[{"Effect":"Deny"},{"Effect":"Allow","x":{"y":[0,{"z":1,"z":2}]}}]}', "Statement[1].x.y[1].z"],
  ['{"__proto__":1,"__proto__":2}', "__proto__"],
])("a key that stands twice is refused where it stands: %s", (text, at) => {
  expect(readJson(text)).toMatchObject({ issue: { kind: "unknown", at } });
});

test.each([["{"], [""], ['{"a":1,}'], ["{'a':1}"], ["\u0000"]])("%j is not JSON", (text) => {
  expect(readJson(text)).toMatchObject({ issue: { kind: "invalid", at: "document" } });
});

test("64 KB are read, and not a character more", () => {
  const text = (length: number) => JSON.stringify("a".repeat(length - 2));
  expect(readJson(text(64 * 1024))).toHaveProperty("value");
  expect(readJson(text(64 * 1024 + 1))).toMatchObject({ issue: { kind: "unknown", what: "it is longer than 64 KB" } });
});
