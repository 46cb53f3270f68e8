import { describe, expect, it } from "vitest";
import { mergePolicies } from "./policy-inheritance";

/** Levels of policies, each written as its content; ids are their places: p-0-0 is the root's first. */
const merge = (...levels: object[][]) =>
  mergePolicies(
    levels.map((policies, level) =>
      policies.map((content, i) => ({ id: `p-${level}-${i}`, content: JSON.stringify(content) })),
    ),
  );

const tag = (key: string, settings: object) => ({ tags: { [key]: settings } });
const allow = (...operators: string[]) => ({ "@@operators_allowed_for_child_policies": operators });
const block = (...settings: object[]) => ({
  s3_attributes: { public_access_block_configuration: Object.assign({}, ...settings) },
});
const s3Of = (...levels: object[][]) => merge(...levels)?.content["s3_attributes"];

const costCenter = tag("costcenter", {
  tag_key: { "@@assign": "CostCenter" },
  tag_value: { "@@assign": ["Development", "Support"] },
});

describe("policies from the root down", () => {
  it("come to nothing where none is attached", () => {
    expect(merge([], [], [])).toBeUndefined();
  });

  it("let an assignment below replace a single value and a whole list", () => {
    const below = tag("costcenter", {
      tag_key: { "@@assign": "costCENTER" },
      tag_value: { "@@assign": ["Sandbox"] },
      enforced_for: { "@@assign": ["redshift:*", "dynamodb:table"] },
    });
    expect(merge([costCenter], [below])?.content).toEqual(
      tag("costcenter", {
        tag_key: "costCENTER",
        tag_value: ["Sandbox"],
        enforced_for: ["redshift:*", "dynamodb:table"],
      }),
    );
  });

  it("add to a list what is appended, each value once, also where nothing is inherited", () => {
    const below = tag("costcenter", {
      tag_value: { "@@append": ["Marketing", "Support"] },
      enforced_for: { "@@append": ["s3:bucket"] },
    });
    expect(merge([costCenter], [], [below])?.content).toEqual(
      tag("costcenter", {
        tag_key: "CostCenter",
        tag_value: ["Development", "Support", "Marketing"],
        enforced_for: ["s3:bucket"],
      }),
    );
  });

  it("take from a list what is removed, and show no setting of which nothing is left", () => {
    const middle = tag("costcenter", {
      tag_value: { "@@append": ["Marketing"] },
      enforced_for: { "@@append": ["s3:bucket"] },
    });
    const account = tag("costcenter", {
      tag_value: { "@@remove": ["Development", "Marketing", "never there"] },
      enforced_for: { "@@remove": ["s3:bucket"] },
    });
    expect(merge([costCenter], [middle], [account])?.content).toEqual(
      tag("costcenter", { tag_key: "CostCenter", tag_value: ["Support"] }),
    );
  });

  it("keep the settings one of them does not mention", () => {
    const backup = (name: string) => ({
      plans: { daily: { rules: { [name]: { vault: { "@@assign": "Default" } } } } },
    });
    expect(merge([backup("first")], [backup("second")])?.content).toEqual({
      plans: { daily: { rules: { first: { vault: "Default" }, second: { vault: "Default" } } } },
    });
  });
});

describe("what a policy allows those below it", () => {
  const locked = tag("project", {
    tag_key: { ...allow("@@none"), "@@assign": "Project" },
    tag_value: { ...allow("@@append"), "@@assign": ["Maintenance", "Escalations"] },
  });

  it("binds their operators: nothing at all, or some", () => {
    const below = tag("project", {
      tag_key: { "@@assign": "PROJECT" },
      tag_value: { "@@append": ["Research"], "@@remove": ["Maintenance"] },
    });
    expect(merge([locked], [below])?.content).toEqual(
      tag("project", { tag_key: "Project", tag_value: ["Maintenance", "Escalations", "Research"] }),
    );
    const assigning = tag("project", { tag_value: { "@@assign": ["Other"] } });
    expect(merge([locked], [assigning])?.content).toEqual(
      tag("project", { tag_key: "Project", tag_value: ["Maintenance", "Escalations"] }),
    );
  });

  it("is everything where it says @@all or nothing", () => {
    for (const limit of [allow("@@all"), {}]) {
      expect(s3Of([block(limit, { "@@assign": "all" })], [block({ "@@assign": "none" })])).toEqual({
        public_access_block_configuration: "none",
      });
    }
  });

  it("cannot be widened further down, and binds levels beyond the next", () => {
    const opened = block(allow("@@all"));
    expect(s3Of([block(allow("@@none"), { "@@assign": "all" })], [opened], [block({ "@@assign": "none" })])).toEqual({
      public_access_block_configuration: "all",
    });
  });

  it("can be narrowed further down", () => {
    expect(s3Of([block({ "@@assign": "all" })], [block(allow("@@none"))], [block({ "@@assign": "none" })])).toEqual({
      public_access_block_configuration: "all",
    });
  });

  it("counts for all that is below the setting it stands at", () => {
    const closed = { s3_attributes: { ...allow("@@none"), public_access_block_configuration: { "@@assign": "all" } } };
    expect(s3Of([closed], [block({ "@@assign": "none" })])).toEqual({ public_access_block_configuration: "all" });
    expect(merge([{ tags: allow("@@none") }], [costCenter])?.content).toEqual({});
  });

  it("does not bind the policies beside it", () => {
    expect(s3Of([block(allow("@@none")), block({ "@@assign": "all" })])).toEqual({
      public_access_block_configuration: "all",
    });
  });
});

describe("several policies on one target", () => {
  it("allow those below only what all of them allow", () => {
    const first = tag("project", { tag_value: { ...allow("@@append"), "@@assign": ["Maintenance"] } });
    const second = tag("project", { tag_value: allow("@@append", "@@remove") });
    const below = tag("project", { tag_value: { "@@append": ["Research"], "@@remove": ["Maintenance"] } });
    expect(merge([first, second], [below])?.content).toEqual(
      tag("project", { tag_value: ["Maintenance", "Research"] }),
    );
  });

  it("follow the one attached first where they assign differently, and append all", () => {
    const first = tag("project", { tag_key: { "@@assign": "PROJECT" }, tag_value: { "@@append": ["Maintenance"] } });
    const second = tag("project", { tag_key: { "@@assign": "project" }, tag_value: { "@@append": ["Research"] } });
    expect(merge([first, second])?.content).toEqual(
      tag("project", { tag_key: "PROJECT", tag_value: ["Maintenance", "Research"] }),
    );
    expect(merge([second, first])?.content).toEqual(
      tag("project", { tag_key: "project", tag_value: ["Research", "Maintenance"] }),
    );
  });
});

describe("an effective policy", () => {
  it("names the policies that had a say in a setting, and not the one that was replaced", () => {
    const merged = merge(
      [block({ "@@assign": "all" }), costCenter],
      [tag("costcenter", { tag_value: { "@@append": ["Marketing"] } })],
      [block({ "@@assign": "none" })],
    );
    expect(merged?.contributors("s3_attributes/public_access_block_configuration")).toEqual(["p-2-0"]);
    expect(merged?.contributors("tags/costcenter/tag_value")).toEqual(["p-0-1", "p-1-0"]);
    expect(merged?.contributors("tags/costcenter")).toEqual(["p-0-1", "p-1-0"]);
  });
});
