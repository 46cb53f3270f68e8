import { expect, test } from "vitest";
import { cameOverLoopback } from "./loopback";

const local = { host: "127.0.0.1:3000" };

test.each([
  ["a browser on this machine", local, "127.0.0.1", true],
  ["a browser on this machine, by name", { host: "localhost:3000", "x-forwarded-for": "::1" }, "127.0.0.1", true],
  ["IPv6", { host: "[::1]:3000", "x-forwarded-for": "::1" }, "::1", true],
  ["a process that listens everywhere", local, "0.0.0.0", false],
  ["another site's name that leads here", { host: "rebind.example:3000" }, "127.0.0.1", false],
  [
    "a proxy that forwards for someone outside",
    { ...local, "x-forwarded-for": "203.0.113.9, 127.0.0.1" },
    "127.0.0.1",
    false,
  ],
  ["a proxy that says so", { ...local, forwarded: "for=203.0.113.9" }, "127.0.0.1", false],
  ["no host", {}, "127.0.0.1", false],
])("%s", (_, headers, listensOn, expected) => {
  expect(cameOverLoopback(new Headers(headers as Record<string, string>), listensOn as string)).toBe(expected);
});
