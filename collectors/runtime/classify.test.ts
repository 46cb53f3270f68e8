import { describe, expect, it } from "vitest";
import { z } from "zod";
import { codeOf, reasonOf, UnexpectedAnswer } from "./classify";

/** An error as the SDK throws it. */
const answered = (name: string, status: number, more: object = {}): Error =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode: status }, ...more });

describe("why a read failed", () => {
  it.each([
    ["AccessDenied", 403, "denied"],
    ["AccessDeniedException", 400, "denied"],
    ["AllAccessDisabled", 403, "denied"],
    ["SlowDown", 503, "throttled"],
    ["ThrottlingException", 400, "throttled"],
    ["TooManyRequestsException", 429, "throttled"],
    ["InternalError", 500, "timeout"],
    ["ServiceUnavailable", 503, "timeout"],
    ["TimeoutError", 0, "timeout"],
    ["IllegalLocationConstraintException", 400, "region_disabled"],
    ["OptInRequired", 403, "region_disabled"],
    ["ExpiredToken", 400, "account_unreachable"],
    ["InvalidAccessKeyId", 403, "account_unreachable"],
    ["UnrecognizedClientException", 403, "account_unreachable"],
    ["NoSuchBucket", 404, "gone"],
    ["NoSuchAccessPoint", 404, "gone"],
    ["MethodNotAllowed", 405, "unexpected_answer"],
    ["NotImplemented", 501, "unexpected_answer"],
  ] as const)("is told from the code %s", (code, status, reason) => {
    expect(reasonOf(answered(code, status))).toBe(reason);
  });

  it("is told from the status where the code is new", () => {
    expect(reasonOf(answered("SomethingNew", 403))).toBe("denied");
    expect(reasonOf(answered("SomethingNew", 429))).toBe("throttled");
    expect(reasonOf(answered("SomethingNew", 502))).toBe("timeout");
  });

  it("is told from the network's own code", () => {
    for (const code of ["ECONNRESET", "ECONNREFUSED", "ETIMEDOUT", "ENOTFOUND"]) {
      expect(reasonOf(Object.assign(new Error("network"), { code }))).toBe("timeout");
    }
  });

  it("is an unexpected answer for everything nobody foresaw", () => {
    expect(reasonOf(new UnexpectedAnswer("Another root."))).toBe("unexpected_answer");
    expect(reasonOf(z.string().safeParse(1).error)).toBe("unexpected_answer");
    expect(reasonOf(new SyntaxError("Unexpected token"))).toBe("unexpected_answer");
    expect(reasonOf(answered("SomethingNew", 418))).toBe("unexpected_answer");
    for (const thrown of [undefined, null, "text", 7, {}]) expect(reasonOf(thrown)).toBe("unexpected_answer");
  });
});

describe("the code of an error", () => {
  it("is what AWS wrote, before what the SDK called it", () => {
    expect(codeOf(answered("Error", 400, { Code: "MalformedPolicy" }))).toBe("MalformedPolicy");
    expect(codeOf(answered("NoSuchBucketPolicy", 404))).toBe("NoSuchBucketPolicy");
    expect(codeOf(Object.assign(new Error("x"), { code: "ECONNRESET" }))).toBe("ECONNRESET");
    expect(codeOf("text")).toBe("Error");
  });
});
