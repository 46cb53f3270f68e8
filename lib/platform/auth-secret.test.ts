import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { authSecret } from "./auth-secret";
import { parseEnvironment } from "./env";

let directory: string;
const given = (variables: Record<string, string>) => parseEnvironment({ BREAKWATER_DATA_DIR: directory, ...variables });

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "breakwater-secret-"));
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("the model world makes a secret once, for its owner alone", () => {
  const secret = authSecret(given({}));
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(authSecret(given({}))).toBe(secret);
  expect(statSync(path.join(directory, "auth-secret")).mode & 0o777).toBe(0o600);
});

test("the real world does not make one up", () => {
  expect(() => authSecret(given({ BREAKWATER_AWS: "real" }))).toThrow(/AUTH_SECRET is not set/);
});

test("what was given is used", () => {
  const secret = "0123456789abcdef0123456789abcdef";
  expect(authSecret(given({ BREAKWATER_AWS: "real", AUTH_SECRET: secret }))).toBe(secret);
});
