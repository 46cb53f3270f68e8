import { describe, expect, it } from "vitest";
import { exchanging } from "./exchange";
import { rootElement } from "./transport";

describe("the root element of an answer", () => {
  it.each([
    ["<A/>", "A"],
    [
      '<?xml version="1.0" encoding="UTF-8"?>\n<PolicyStatus xmlns="http://s3"><IsPublic>true</IsPublic></PolicyStatus>',
      "PolicyStatus",
    ],
    ["\n  <Tagging>", "Tagging"],
    ["<!-- said before --><Owner-ship.Controls>", "Owner-ship.Controls"],
    ["<!DOCTYPE x><b:Body>", "Body"],
  ])("of %j is %s", (text, root) => {
    expect(rootElement(text)).toBe(root);
  });

  it.each(["", "   ", '{"Version":"2012-10-17"}', "<", "<?xml", "text <A/>"])("is none in %j", (text) => {
    expect(rootElement(text)).toBeUndefined();
  });
});

describe("what is noted of an exchange", () => {
  it("counts within another exchange too, even where the work fails", async () => {
    await exchanging(async (outer) => {
      await exchanging(async (inner) => {
        inner.calls += 2;
      });
      await exchanging((inner) => {
        inner.calls++;
        return Promise.reject(new Error("no"));
      }).catch(() => undefined);
      expect(outer.calls).toBe(3);
    });
  });
});
