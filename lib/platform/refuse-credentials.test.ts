import { expect, test } from "vitest";
import { refuseCredentials } from "./refuse-credentials";

test("web does not start with AWS credentials in the real world, and does not repeat them", () => {
  const variables = { AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_REGION: "eu-west-1" };
  expect(() => refuseCredentials(variables, "real")).toThrow(/AWS_ACCESS_KEY_ID/);
  expect(() => refuseCredentials(variables, "real")).not.toThrow(/AKIAEXAMPLE/);
});

test("in the model world stray credentials are left alone: nothing reaches AWS", () => {
  expect(() => refuseCredentials({ AWS_PROFILE: "work" }, "model")).not.toThrow();
});

test("a region is no credential", () => {
  expect(() => refuseCredentials({ AWS_REGION: "eu-west-1" }, "real")).not.toThrow();
});
