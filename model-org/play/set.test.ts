import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountNamed } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "../start-model-org";
import { isPublicPolicy } from "../world/read-policy";
import { set } from "./set";

let model: RunningModelOrg;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "breakwater-set-"));
  model = await startModelOrg({
    accounts: 20,
    buckets: 200,
    days: 3,
    state: path.join(directory, "model-organization.json"),
  });
});

afterAll(async () => {
  await model.stop();
  rmSync(directory, { recursive: true, force: true });
});

const run = (...words: string[]) => set(words, { BREAKWATER_DATA_DIR: directory, INIT_CWD: directory });

describe("npm run model-org -- set", () => {
  it("finds the model organization of the data directory and opens a bucket", async () => {
    const [bucket] = model.world.bucketsOf(accountNamed(model, "claims-prod").id);
    const done = await run("bucket", bucket?.name ?? "", "public");
    expect(done).toMatchObject({ code: 0, error: "" });
    expect(done.out).toContain("Anyone on the internet");
    expect(isPublicPolicy(model.world.bucket(bucket?.name ?? "")?.policy ?? null)).toBe(true);
  });

  it("takes a role away, breaks a region, sets the day and loads faults", async () => {
    expect((await run("account", "claims-prod", "role", "absent")).code).toBe(0);
    expect(accountNamed(model, "claims-prod").roles.read).toBe(false);
    expect((await run("region", "eu-west-1", "down")).out).toContain("is cut");
    expect((await run("day", "2")).out).toContain("day 2");
    writeFileSync(path.join(directory, "faults.json"), '[{"effect": {"kind": "latency", "milliseconds": 1}}]');
    expect((await run("fault", "faults.json")).out).toMatch(/^Fault fault-\d+ is in force/);
    expect(model.faults.list()).toHaveLength(2);
    expect((await run("fault", "none")).code).toBe(0);
    expect(model.faults.list()).toHaveLength(0);
  });

  it("adds all faults of a file, or none where one is wrong, and says which", async () => {
    const file = (name: string, faults: object[]) => {
      writeFileSync(path.join(directory, name), JSON.stringify(faults));
      return run("fault", name);
    };
    const good = { id: "slow", effect: { kind: "latency", milliseconds: 1 } };
    const wrong = await file("wrong.json", [good, { id: "quake", effect: { kind: "earthquake" } }]);
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.error).toContain("Fault 2 (quake): effect.kind is none of");
    expect(model.faults.list()).toEqual([]);
    expect((await file("two.json", [good, { ...good, id: "slower" }])).out).toContain(
      "Faults slow, slower are in force",
    );
    await run("fault", "none");
  });

  it("helps", async () => {
    expect(await run("--help")).toMatchObject({ code: 0, error: "", out: expect.stringContaining("set region NAME") });
  });

  it.each([
    [[]],
    [["weather", "x", "rain"]],
    [["bucket", "x", "purple"]],
    [["account", "x", "role"]],
    [["account", "x", "constructor"]],
    [["bucket"]],
    [["fault", "no-such-file.json"]],
    [["day", "tomorrow"]],
    [["--unknown"]],
  ])("says how it is used for %j", async (words) => {
    const { code, error } = await run(...words);
    expect(code).toBe(2);
    expect(error).toContain("npm run model-org -- set bucket");
  });

  it("says why something is refused, and that nothing runs where nothing does", async () => {
    expect(await run("bucket", "nobody-has-this", "public")).toMatchObject({
      code: 1,
      error: "There is no such bucket.\n",
    });
    const elsewhere = await set(["day", "1"], { BREAKWATER_DATA_DIR: path.join(directory, "empty") });
    expect(elsewhere).toMatchObject({ code: 1 });
    expect(elsewhere.error).toContain("npm start");
  });
});
