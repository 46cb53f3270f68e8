import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountNamed, assume, clientsWith, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";

let model: RunningModelOrg;

beforeAll(async () => {
  model = await startModelOrg();
});

afterAll(() => model.stop());

type Answer = { status: number; told: { [member: string]: unknown; error?: string } };

async function control(method: string, route: string, body?: unknown): Promise<Answer> {
  const sent = typeof body === "string" ? body : JSON.stringify(body);
  const answer = await fetch(`${model.controlUrl}${route}`, { method, ...(sent === undefined ? {} : { body: sent }) });
  return { status: answer.status, told: (await answer.json()) as Answer["told"] };
}

/** @returns the items of every page of a listing */
async function pages<T>(route: string, member: string): Promise<T[][]> {
  const found: T[][] = [];
  for (let after = ""; ; ) {
    const { told } = await control("GET", `${route}${after}`);
    found.push(told[member] as T[]);
    if (told["next"] === undefined) return found;
    after = `&after=${encodeURIComponent(String(told["next"]))}`;
  }
}

describe("the control API lists", () => {
  it("what it does", async () => {
    const { told } = await control("GET", "/");
    const all = (told as unknown as { route: string; says: string }[]).map(({ route }) => route);
    expect(all).toContain("POST /play/:deed");
    expect(new Set(all).size).toBe(all.length);
  });

  it("the accounts in pages that add up, narrowed by name, OU and role", async () => {
    const all = await pages<{ name: string }>("/accounts?limit=25", "accounts");
    expect(all.map((page) => page.length)).toEqual([25, 25, 10]);
    expect(new Set(all.flat().map(({ name }) => name)).size).toBe(60);
    const { told } = await control("GET", "/accounts?role=absent");
    expect((told["accounts"] as { name: string }[]).map(({ name }) => name)).toEqual(["aldermoor-sandbox-tomas"]);
    const sandbox = (await pages<{ ou: string }>("/accounts?ou=Sandbox", "accounts")).flat();
    expect(sandbox.length).toBe(5);
    expect(sandbox.every(({ ou }) => ou === "Sandbox")).toBe(true);
    expect(((await control("GET", "/accounts?q=claims")).told["accounts"] as object[]).length).toBe(2);
  });

  it("the buckets of an account in pages that add up", async () => {
    const { id } = accountNamed(model, "data-lake-prod");
    const names = (await pages<{ name: string }>("/buckets?account=data-lake-prod&limit=50", "buckets")).flat();
    expect(names.map(({ name }) => name)).toEqual(model.world.bucketNames(id));
    const raw = (await pages<{ name: string }>(`/buckets?account=${id}&q=-raw`, "buckets")).flat();
    expect(raw.length).toBeGreaterThan(0);
    expect(raw.every(({ name }) => name.includes("-raw"))).toBe(true);
  });

  it("the regions, and breaks and mends them", async () => {
    const { s3 } = clientsWith(
      model,
      "eu-west-1",
      await assume(model, accountNamed(model, "claims-prod").id, "reader"),
    );
    const { ListBucketsCommand } = await import("@aws-sdk/client-s3");
    const list = () => s3.send(new ListBucketsCommand({ MaxBuckets: 1 }));
    await control("POST", "/regions/eu-west-1", { broken: true });
    expect(await refusal(list())).toMatchObject({ status: 0 });
    expect((await control("GET", "/regions")).told).toContainEqual({ name: "eu-west-1", optIn: false, broken: true });
    await control("POST", "/regions/eu-west-1", { broken: false });
    await list();
  });
});

describe("the control API changes", () => {
  it("an account by its name: its regions and its own block", async () => {
    await control("POST", "/accounts/portal-prod/regions", { optedIn: ["me-central-1"] });
    expect(accountNamed(model, "portal-prod").optedIn).toEqual(["me-central-1"]);
    const block = {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    };
    expect((await control("POST", "/accounts/portal-prod/block", { block })).told).toMatchObject({ block });
    expect((await control("GET", "/accounts/aldermoor-portal-prod")).told).toMatchObject({ block, ou: "Prod" });
    expect((await control("POST", "/accounts/portal-prod/block", { block: null })).told).toMatchObject({ block: null });
  });

  it("faults: all of a list or none of it, and says how often each was met", async () => {
    const slow = { id: "slow", operation: "GetCallerIdentity", effect: { kind: "latency", milliseconds: 1 } };
    const wrong = await control("POST", "/faults", [slow, { effect: { kind: "earthquake" } }]);
    expect(wrong).toMatchObject({ status: 400, told: { error: expect.stringContaining("Fault 2: effect.kind") } });
    expect((await control("GET", "/faults")).told).toEqual([]);
    expect((await control("POST", "/faults", [slow])).told).toEqual({ ids: ["slow"] });
    const { GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
    await clientsWith(model, "us-east-1").sts.send(new GetCallerIdentityCommand({}));
    expect((await control("GET", "/faults")).told).toMatchObject([{ id: "slow", matched: 1, happened: 1 }]);
    expect((await control("DELETE", "/faults/slow")).told).toEqual({ removed: true });
    expect((await control("DELETE", "/faults/slow")).told).toEqual({ removed: false });
  });
});

describe("the control API refuses", () => {
  it.each([
    ["GET", "/nothing", undefined, 404, "GET / lists"],
    ["DELETE", "/state", undefined, 404, "no DELETE /state"],
    ["GET", "/%E0%A4%A", undefined, 400, "no address"],
    ["POST", "/faults", "{", 400, "The body is no JSON."],
    ["POST", "/faults", {}, 400, "The fault: effect is missing."],
    ["POST", "/faults", { probability: -1, effect: { kind: "hang-up" } }, 400, "The fault: probability is below 0."],
    ["GET", "/accounts?limit=0", undefined, 400, "limit is below 1."],
    ["GET", "/accounts?role=maybe", undefined, 400, "role is present or absent."],
    ["GET", "/accounts?ou=Moon", undefined, 404, "no such OU"],
    ["GET", "/accounts/nobody", undefined, 404, "no such account"],
    ["POST", "/accounts/claims-prod/role", {}, 400, "true or false"],
    [
      "POST",
      "/accounts/claims-prod/block",
      { block: { BlockPublicAcls: true } },
      400,
      "^A block is its four settings, true or false, or null.$",
    ],
    ["POST", "/accounts/claims-prod/regions", { optedIn: ["eu-west-1"] }, 400, "eu-west-1 is no opt-in region"],
    ["POST", "/accounts/claims-prod/name", { name: "x" }, 404, "The control API has no"],
    ["GET", "/buckets", undefined, 400, "Say of which account"],
    ["GET", "/buckets/nobody-has-this", undefined, 404, "no such bucket"],
    ["POST", "/buckets/new-here", {}, 400, "needs the accountId"],
    ["POST", "/buckets/new-here", { accountId: "1" }, 404, "no such account"],
    ["POST", "/buckets/new-here", { colour: "red" }, 400, "A bucket has no colour"],
    ["POST", "/buckets/new-here", [1], 400, "an object"],
    ["POST", "/regions/mars-north-1", { broken: true }, 404, "eu-west-1"],
    ["POST", "/regions/eu-west-1", {}, 400, "true or false"],
    ["POST", "/clock", { day: 1 }, 404, "--days"],
    ["POST", "/play/constructor", {}, 404, "open-bucket"],
  ] as const)("%s %s with %j: %i", async (method, route, body, status, sentence) => {
    const answer = await control(method, route, body);
    expect(answer).toMatchObject({ status, told: { error: expect.stringMatching(new RegExp(sentence)) } });
  });

  it("a page of somebody else, by its origin or by the name that led it here", async () => {
    const statusWith = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const { hostname, port } = new URL(model.controlUrl);
        request({ hostname, port, path: "/state", headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on("error", reject)
          .end();
      });
    expect(await statusWith({ host: "127.0.0.1:1" })).toBe(200);
    expect(await statusWith({ host: "localhost" })).toBe(200);
    expect(await statusWith({ host: "rebound.example" })).toBe(403);
    expect(await statusWith({ host: "127.0.0.1.rebound.example" })).toBe(403);
    expect(await statusWith({ origin: "https://elsewhere.example" })).toBe(403);
    expect(await statusWith({ origin: "null" })).toBe(403);
  });
});
