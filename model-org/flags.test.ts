import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { optionsFrom } from "./flags";

const options = (...argv: string[]) => optionsFrom(argv, path.join(import.meta.dirname, "faults", "examples"));

describe("npm run model-org", () => {
  it("takes numbers, names and files", () => {
    expect(options("--accounts", "20", "--buckets", "0", "--days", "90", "--partition", "aws-cn")).toEqual({
      accounts: 20,
      buckets: 0,
      days: 90,
      partition: "aws-cn",
    });
    expect(options("--state", "kept.json")).toEqual({ state: expect.stringMatching(/examples.kept\.json$/) });
    expect(options("--days", "0")).toEqual({});
  });

  it("puts AWS's rates before the faults of a file", () => {
    const read = options("--limits", "aws", "--faults", "bad-day.json");
    const ids = typeof read === "object" ? (read.faults ?? []).map(({ id }) => id) : [];
    expect(ids[0]).toBe("limit-organizations");
    expect(ids).toContain("busy");
  });

  it.each(readdirSync(path.join(import.meta.dirname, "faults", "examples")))("reads %s", (file) => {
    expect(typeof options("--faults", file)).toBe("object");
  });

  it("says how it is used", () => {
    expect(options("--help")).toBeUndefined();
  });

  it.each([
    [["--accounts", "many"], "--accounts is not a whole number."],
    [["--accounts", "5001"], "--accounts is from 1 to 5000."],
    [["--port", "70000"], "--port is no port: at most 65535."],
    [["--partition", "moon"], "--partition is aws, aws-cn or aws-us-gov."],
    [["--faults", "no-such.json"], "no-such.json cannot be read."],
    [["--limits", "../fault.ts"], "It is no JSON"],
    [["--colour", "red"], "Unknown option '--colour'"],
    [["--seed"], "--seed"],
    [["start"], "start"],
  ])("refuses %j in a sentence", (argv, sentence) => {
    const refused = options(...argv);
    expect(refused).toContain(sentence);
    expect(refused).toMatch(/\.$/);
  });
});
