import { expect, test } from "vitest";
import { covers, ipRange } from "./ip-range";

test.each<[text: string, bits: number | undefined, prefix?: number]>([
  ["10.0.0.1", 32, 32],
  ["10.0.0.0/8", 32, 8],
  ["::", 128, 128],
  ["::1", 128, 128],
  ["2001:db8::/32", 128, 32],
  ["1:2:3:4:5:6:7:8", 128, 128],
  ["::ffff:10.0.0.1", 128, 128],
  ["1::8", 128, 128],
  ["1:2:3:4:5:6:7::", 128, 128],
  ["10.0.0", undefined],
  ["10.0.0.256", undefined],
  ["10.0.0.01", undefined],
  ["10.0.0.1/", undefined],
  ["10.0.0.1/-1", undefined],
  ["10.0.0.1/8/8", undefined],
  ["1::2::3", undefined],
  ["1:2:3:4:5:6:7:8:9", undefined],
  ["1:2:3:4:5:6:7:8::", undefined],
  ["12345::", undefined],
  [":::", undefined],
  ["", undefined],
  ["*", undefined],
])("%s is an address or a range of %s bits", (text, bits, prefix) => {
  expect(ipRange(text)?.bits).toBe(bits);
  if (prefix !== undefined) expect(ipRange(text)?.prefix).toBe(prefix);
});

test("a range covers those within it, and no wider one", () => {
  const of = (wide: string, narrow: string) => {
    const [a, b] = [ipRange(wide), ipRange(narrow)];
    return a && b && covers(a, b);
  };
  expect(of("10.0.0.0/8", "10.1.0.0/16")).toBe(true);
  expect(of("10.1.0.0/16", "10.0.0.0/8")).toBe(false);
  expect(of("0.0.0.0/0", "::1")).toBe(false);
});
