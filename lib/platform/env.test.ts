import { describe, expect, it } from "vitest";
import { parseEnvironment } from "./env";

describe("the environment", () => {
  it("has a default for everything", () => {
    expect(parseEnvironment({})).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      aws: "model",
      readRole: "BreakwaterRead",
      replayDays: 90,
    });
  });

  it("takes an empty variable for one that was not set", () => {
    expect(parseEnvironment({ PORT: "", DATABASE_URL: "" })).toMatchObject({ port: 3000, databaseUrl: undefined });
  });

  it.each([
    [{ PORT: "http" }, "PORT is not a port: it is a number from 0 to 65535."],
    [{ PORT: "70000" }, "PORT is not a port: it is a number from 0 to 65535."],
    [{ BREAKWATER_AWS: "yes" }, 'BREAKWATER_AWS is neither "model" nor "real".'],
    [{ DATABASE_URL: "localhost" }, "DATABASE_URL is not a connection string: it starts with postgresql://."],
    [
      { BREAKWATER_REPLAY_DAYS: "-1" },
      "BREAKWATER_REPLAY_DAYS is not a number of days: it is a whole number from 0 to 365.",
    ],
    [
      { BREAKWATER_REPLAY_DAYS: "366" },
      "BREAKWATER_REPLAY_DAYS is more than a year: it is a whole number from 0 to 365.",
    ],
    [{ AUTH_SECRET: "short" }, "AUTH_SECRET is too short: at least 32 characters."],
    [{ BREAKWATER_AWS_ENDPOINT: "http://127.0.0.1:1" }, "BREAKWATER_AWS_ENDPOINT is only for BREAKWATER_AWS=real."],
  ])("refuses %j with a sentence a person can act on", (variables, sentence) => {
    expect(() => parseEnvironment(variables)).toThrow(sentence);
  });

  it("names every variable that cannot be used, and no value", () => {
    const broken = { PORT: "x", AUTH_SECRET: "hunter2" };
    expect(() => parseEnvironment(broken)).toThrow(/PORT .*\nAUTH_SECRET /);
    expect(() => parseEnvironment(broken)).not.toThrow(/hunter2/);
  });
});
