import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountNamed, assume, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "../start-model-org";
import { isPublicPolicy } from "../world/read-policy";

let model: RunningModelOrg;

beforeAll(async () => {
  model = await startModelOrg();
});

afterAll(() => model.stop());

async function play(
  deed: string,
  body: object,
): Promise<{ status: number; told: { did?: string; look?: string; bucket?: string; error?: string } }> {
  const answer = await fetch(`${model.controlUrl}/play/${deed}`, { method: "POST", body: JSON.stringify(body) });
  return { status: answer.status, told: (await answer.json()) as never };
}

const someBucket = (account: string) => {
  const [bucket] = model.world
    .bucketsOf(accountNamed(model, account).id)
    .filter(({ policy }) => !policy?.includes("Vault"));
  return bucket ?? expect.fail(`${account} has no bucket.`);
};

describe("somebody at a demonstration", () => {
  it("opens a bucket to the world, whatever its account blocked, and closes it again", async () => {
    const { name, accountId } = someBucket("claims-prod");
    expect((await play("open-bucket", { bucket: name })).told.did).toContain("Anyone on the internet");
    const opened = model.world.bucket(name);
    expect(opened?.block).toBeNull();
    expect(isPublicPolicy(opened?.policy ?? null)).toBe(true);
    expect(model.world.account(accountId)?.block).toBeNull();
    expect((await play("close-bucket", { bucket: name })).status).toBe(200);
    const closed = model.world.bucket(name);
    expect(closed?.block).toMatchObject({ RestrictPublicBuckets: true });
    expect(isPublicPolicy(closed?.policy ?? null)).toBe(false);
  });

  it("is told which level still blocks it where the organization decides", async () => {
    const { name } = someBucket("shared-services");
    expect((await play("open-bucket", { bucket: name })).told.look).toContain("organization's S3 policy");
  });

  it("takes a role away and gives it back", async () => {
    const { id } = accountNamed(model, "billing-dev");
    await play("remove-role", { account: "billing-dev" });
    expect(await refusal(assume(model, id, "reader"))).toMatchObject({ code: "AccessDenied" });
    await play("restore-role", { account: id });
    await assume(model, id, "reader");
  });

  it("breaks a region and mends it", async () => {
    const regions = async () =>
      ((await (await fetch(`${model.controlUrl}/state`)).json()) as { regions: object[] }).regions;
    await play("break-region", { region: "eu-central-1" });
    expect(await regions()).toContainEqual({ name: "eu-central-1", broken: true });
    await play("mend-region", { region: "eu-central-1" });
    expect(await regions()).not.toContainEqual({ name: "eu-central-1", broken: true });
  });

  it("makes, changes and deletes buckets by calls that are events like any other", async () => {
    const before = model.world.changeQueue.depth.visible;
    const { bucket = "" } = (await play("new-bucket", { account: "crm-dev" })).told;
    for (const deed of ["resume-versioning", "suspend-versioning", "delete-bucket"]) {
      expect((await play(deed, { bucket })).status).toBe(200);
    }
    expect(model.world.bucket(bucket)).toBeUndefined();
    expect(model.world.changeQueue.depth.visible - before).toBe(4);
  });

  it("is refused in a sentence what cannot be", async () => {
    expect(await play("open-bucket", {})).toMatchObject({ status: 400, told: { error: "Name the bucket." } });
    expect((await play("open-bucket", { bucket: "nobody-has-this" })).status).toBe(404);
    expect((await play("remove-role", { account: "000000000000" })).status).toBe(404);
    expect((await play("break-region", { region: "mars-north-1" })).told.error).toContain("eu-west-1");
    expect((await play("steal-bucket", {})).told.error).toContain("open-bucket");
    const managed = model.world
      .bucketsOf(accountNamed(model, "claims-dev").id)
      .find(({ encryption }) => encryption.algorithm === "AES256");
    expect((await play("drop-encryption-key", { bucket: managed?.name })).told.error).toContain("no bucket key");
  });

  it("is no web page, and no name that only leads here", async () => {
    const ask = (headers: Record<string, string>) => fetch(`${model.controlUrl}/state`, { headers });
    expect((await ask({ origin: "https://elsewhere.example" })).status).toBe(403);
    expect((await ask({})).status).toBe(200);
  });
});
