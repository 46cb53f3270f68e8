import { describe, expect, test } from "vitest";
import { z } from "zod";
import { known, unknown } from "@/lib/model/fact";
import { fail, pass, undecided } from "@/lib/model/verdict";
import { bucketRef, judged } from "@/testing/judge-control";
import { defineControl } from "./control";
import { byteAt, severityOfByte, statusOfByte, verdictByte } from "./vector";

const accessPointRef = { ...bucketRef, type: "AWS::S3::AccessPoint" as const, name: "partner" };

const control = defineControl({
  id: "example",
  practice: "1-block-public-access",
  title: "Example",
  why: "It shows how a control is judged.",
  severity: { highest: "critical", of: ({ own }) => (own.website ? "critical" : "low") },
  resource: "AWS::S3::Bucket",
  needs: ["own.website", "related.accessPoints.policyStatus"],
  params: z.object({}),
  satisfies: [],
  references: [],
  version: 1,
  evaluate: ({ own, related }) => {
    if (own.website?.indexDocument === "?") return undecided("not_analysed", "Nobody knows.");
    const open = related.accessPoints.items.filter(({ policyStatus }) => policyStatus?.isPublic);
    return open.length > 0 ? fail(`${open.map(({ resource }) => resource.name).join(", ")} is public`) : pass();
  },
  settle: ({ related }) =>
    related.accessPoints.items.some(({ policyStatus }) => policyStatus?.isPublic) ? fail("one is public") : undefined,
});

const accessPoints = (statuses: unknown[], incomplete?: { reason: "denied"; permission: string }) => ({
  accessPoints: {
    items: statuses.map((status) => ({
      resource: accessPointRef,
      facts: { policyStatus: status === "denied" ? unknown("denied", "s3:GetAccessPointPolicyStatus") : known(status) },
    })),
    unread: 0,
    ...(incomplete && { incomplete }),
  },
});
const listingDenied = { reason: "denied", permission: "s3:ListAccessPoints" } as const;

describe("what nobody could read", () => {
  test("is unknown, at the highest severity, with the permission that was missing", () => {
    expect(judged(control, { own: { website: null }, related: accessPoints(["denied"]) })).toEqual({
      severity: "critical",
      verdict: {
        status: "unknown",
        missing: [
          {
            need: "related.accessPoints.policyStatus",
            reason: "denied",
            permission: "s3:GetAccessPointPolicyStatus",
          },
        ],
      },
    });
  });

  test("an incomplete list is unknown although everything on it was read", () => {
    const { verdict } = judged(control, { own: { website: null }, related: accessPoints([null], listingDenied) });
    expect(verdict).toEqual({ status: "unknown", missing: [{ need: "related.accessPoints", ...listingDenied }] });
  });

  test("does not matter where what was read decides alone", () => {
    const related = accessPoints([{ isPublic: true }, "denied"], listingDenied);
    expect(judged(control, { own: { website: null }, related }).verdict.status).toBe("fail");
  });

  test("a fact nobody collected is not collected, not absent", () => {
    expect(judged(control, { related: accessPoints([]) }).verdict).toEqual({
      status: "unknown",
      missing: [{ need: "own.website", reason: "not_collected" }],
    });
  });
});

test("what was read and cannot be decided keeps its sentence", () => {
  const website = { indexDocument: "?", redirectsTo: null };
  expect(judged(control, { own: { website }, related: accessPoints([]) })).toEqual({
    severity: "critical",
    verdict: {
      status: "unknown",
      missing: [{ need: "own.website", reason: "not_analysed" }],
      because: "Nobody knows.",
    },
  });
});

test("severity follows what was read", () => {
  expect(judged(control, { own: { website: null }, related: accessPoints([]) }).severity).toBe("low");
});

test("a verdict byte gives back its status and severity, and a short vector reads not judged", () => {
  for (const status of ["pass", "fail", "not_applicable", "unknown"] as const) {
    for (const severity of ["informational", "low", "medium", "high", "critical"] as const) {
      const byte = verdictByte(status, severity);
      expect([statusOfByte(byte), severityOfByte(byte)]).toEqual([status, severity]);
      expect(byte).toBeLessThan(64);
    }
  }
  expect(statusOfByte(byteAt(new Uint8Array([9]), 3))).toBe("not_judged");
  expect(() => statusOfByte(7)).toThrow(RangeError);
});

test("a sentence is cut at 300 characters, whatever names people give, and says that it was", () => {
  const many = Array.from({ length: 60 }, () => ({ isPublic: true }));
  const { verdict } = judged(control, { own: { website: null }, related: accessPoints(many) });
  expect(verdict.status === "fail" && verdict.because).toMatch(/^partner, partner.*…$/);
  expect(verdict.status === "fail" && verdict.because.length).toBe(300);
});
