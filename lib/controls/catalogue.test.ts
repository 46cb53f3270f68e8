import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { highestSeverity } from "@/lib/engine/control";
import { edges } from "@/lib/model/edges";
import { factSchemas, organizationScope } from "@/lib/model/fact-schema";
import { catalogueSource, controlFiles } from "@/scripts/control-files";
import { nextSlots, type Slots } from "./catalogue";
import { controls } from "./catalogue.gen";
import file from "./slots.gen.json";

const folder = import.meta.dirname;
const files = controlFiles(folder);
const slots = file as Slots;

test("the catalogue and the slot map are what `npm run catalogue` writes", () => {
  expect(readFileSync(`${folder}/catalogue.gen.ts`, "utf8")).toBe(catalogueSource(files));
  expect(nextSlots(slots, controls)).toEqual(slots);
});

test("no number and no slot stands for two controls", () => {
  const all = Object.values(slots.controls);
  expect(new Set(all.map(({ number }) => number)).size).toBe(all.length);
  expect(new Set(all.map(({ type, slot }) => `${type} ${slot}`)).size).toBe(all.length);
});

test("a control that goes keeps its number, and the next one takes a new one", () => {
  const before = nextSlots({ controls: {} }, [{ id: "a", resource: "AWS::S3::Bucket" }]);
  const after = nextSlots(before, [{ id: "b", resource: "AWS::S3::Bucket" }]);
  expect(after.controls).toEqual({
    a: { number: 1, type: "AWS::S3::Bucket", slot: 0, retired: true },
    b: { number: 2, type: "AWS::S3::Bucket", slot: 1 },
  });
});

describe.each(controls.map((control) => [control.id, control] as const))("%s", (id, control) => {
  test("is named after its file, in the folder of its practice, with a test beside it", () => {
    expect(files).toContain(`${control.practice}/${id}`);
    expect(existsSync(`${folder}/${control.practice}/${id}.test.ts`)).toBe(true);
  });

  test("needs only what exists", () => {
    const exists = (need: string): boolean => {
      const [scope = "", name = "", member] = need.split(".");
      if (scope === "own") return name in factSchemas[control.resource];
      if (scope === "account") return name in factSchemas["AWS::Organizations::Account"];
      if (scope === "region") return name in factSchemas["AWS::Account::Region"];
      if (scope === "organization") return name in organizationScope;
      const edge = Object.entries(edges).find(([edgeName]) => edgeName === name)?.[1];
      return edge?.from === control.resource && (member === undefined || member in factSchemas[edge.to]);
    };
    expect(control.needs.filter((need) => !exists(need))).toEqual([]);
  });

  test("says why in one sentence, gives defaults for every parameter and cites AWS", () => {
    expect(control.why).toMatch(/^[A-Z][^.!?]*[.]$/);
    expect(control.params.safeParse({}).success).toBe(true);
    expect(control.references.length).toBeGreaterThan(0);
    for (const url of control.references) expect(url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });
});

const prepared = `${folder}/../../../shared/data/controls.json`;

test.skipIf(!existsSync(prepared))(
  "ids, practices and severities are the prepared catalogue's (needs ../shared)",
  () => {
    type Entry = { id: string; practice: string; severity: string };
    const entries = JSON.parse(readFileSync(prepared, "utf8")) as Entry[];
    for (const control of controls) {
      expect(entries.find(({ id }) => id === control.id)).toMatchObject({
        practice: control.practice,
        severity: highestSeverity(control),
      });
    }
  },
);
