import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reasonOf } from "@/collectors/runtime/classify";
import { collectors } from "@/collectors/runtime/collectors";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, assume, type Keys, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "../start-model-org";
import { services } from "../wire/services";
import { defaultWorld, World } from "../world/world";
import { ask } from "./ask";
import { documentedErrors } from "./error-table";
import { administrator, ownerOf } from "./owner";

const rows = documentedErrors(new World(defaultWorld));

let model: RunningModelOrg;
const identities = new Map<string, Promise<Keys>>();

beforeAll(async () => {
  model = await startModelOrg();
});
afterAll(async () => {
  await model.stop();
});

async function signIn(as: string, by: (typeof rows)[number]["by"]): Promise<Keys> {
  if (by !== "owner") return assume(model, accountNamed(model, as).id, by);
  return as === "management" ? administrator : ownerOf(model, as);
}

/** Signs in once to each identity that asks. */
function keysOf(as: string, by: (typeof rows)[number]["by"]): Promise<Keys> {
  const name = `${by} of ${as}`;
  const known = identities.get(name);
  if (known !== undefined) return known;
  const made = signIn(as, by);
  identities.set(name, made);
  return made;
}

describe("documented errors", () => {
  it("are told of every service", () => {
    const told = new Set(rows.map(({ service }) => service));
    expect(services.map(({ id }) => id).filter((id) => !told.has(id))).toEqual([]);
  });

  it("each have the page of AWS that says so", () => {
    for (const { page } of rows) expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[\w./-]+\.html(#\w+)?$/);
  });

  it("hold every code a collector takes for 'not configured'", async () => {
    // AWS encrypts every bucket since 2023, and answers this one no more.
    const retired = "ServerSideEncryptionConfigurationNotFoundError";
    const told = new Set([retired, ...rows.map(({ code }) => code)]);
    const taken = (await collectors()).flatMap(({ notConfiguredOn }) => notConfiguredOn);
    expect(taken.filter((code) => !told.has(code))).toEqual([]);
  });

  it("hold a denial by every service, which a collector takes for one", () => {
    const thrown = ({ code, status }: (typeof rows)[number]) =>
      Object.assign(new Error(code), { name: code, $metadata: { httpStatusCode: status } });
    const denying = rows.filter(({ situation }) => situation.startsWith("denied"));
    const told = new Set(denying.map(({ service }) => service));
    // STS denies nobody but who may not assume a role, and says the same of roles that are not there.
    expect(services.map(({ id }) => id).filter((id) => !told.has(id))).toEqual(["STS"]);
    expect(denying.filter((row) => reasonOf(thrown(row)) !== "denied")).toEqual([]);
  });

  it("are each told once", () => {
    const told = rows.map(({ service, operation, situation }) => `${service} ${operation}: ${situation}`);
    expect(told.filter((one, n) => told.indexOf(one) !== n)).toEqual([]);
  });

  it.each(rows.map((row) => [`${row.service} ${row.operation}: ${row.situation}`, row] as const))(
    "answers %s",
    async (_, { service, operation, input, as, by, region, code, status }) => {
      const credentials = await keysOf(as, by);
      const requestHandler = new Transport({ url: model.url });
      const call = ask(service, operation, input, { region, credentials, requestHandler });
      expect(await refusal(call)).toMatchObject({ code, status });
    },
  );
});
