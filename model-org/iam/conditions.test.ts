import { describe, expect, it } from "vitest";
import { conditionsHold } from "./conditions";

const holds = (Condition: Record<string, Record<string, unknown>>, request: Record<string, string | string[]> = {}) =>
  conditionsHold({ Condition }, request);

describe("conditions", () => {
  it.each([
    ["StringEquals", "aws:SourceAccount", "111122223333", true],
    ["StringEquals", "aws:SourceAccount", ["1", "111122223333"], true],
    ["StringEquals", "aws:SourceAccount", "1111", false],
    ["StringNotEquals", "aws:SourceAccount", "111122223333", false],
    ["StringNotEquals", "aws:SourceAccount", "1", true],
    ["StringEqualsIgnoreCase", "aws:UserAgent", "MODEL", true],
    ["StringLike", "aws:UserAgent", "mo*", true],
    ["StringLike", "aws:UserAgent", "mod?l", true],
    ["StringNotLike", "aws:UserAgent", "mo*", false],
    ["ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/app", true],
    ["ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/other", true],
    ["Bool", "aws:SecureTransport", "true", true],
    ["Bool", "aws:SecureTransport", false, false],
    ["NumericLessThan", "s3:TlsVersion", "1.4", true],
    ["NumericGreaterThanEquals", "s3:TlsVersion", 1.3, true],
    ["DateGreaterThan", "aws:CurrentTime", "2026-01-01T00:00:00Z", true],
    ["DateLessThan", "aws:CurrentTime", "2026-01-01T00:00:00Z", false],
    ["IpAddress", "aws:SourceIp", "198.51.100.7/32", true],
    ["NotIpAddress", "aws:SourceIp", "198.51.100.7/32", false],
  ])("%s of %s against %j: %s", (operator, key, given, expected) => {
    const request = {
      "aws:sourceaccount": "111122223333",
      "aws:useragent": "model",
      "aws:principalarn": "arn:aws:iam::111122223333:role/app",
      "aws:securetransport": "true",
      "s3:tlsversion": "1.3",
      "aws:currenttime": "2026-11-25T00:00:00Z",
      "aws:sourceip": "198.51.100.7",
    };
    expect(holds({ [operator]: { [key]: given } }, request)).toBe(expected);
  });

  it("have to hold all, by every operator and every key", () => {
    const both = { StringEquals: { "aws:a": "1", "aws:b": "2" } };
    expect(holds(both, { "aws:a": "1", "aws:b": "2" })).toBe(true);
    expect(holds(both, { "aws:a": "1", "aws:b": "3" })).toBe(false);
    expect(holds({ ...both, Bool: { "aws:c": "true" } }, { "aws:a": "1", "aws:b": "2", "aws:c": "false" })).toBe(false);
  });

  it("do not hold for a key that is absent, unless they are negated or say IfExists", () => {
    expect(holds({ StringEquals: { "aws:a": "1" } })).toBe(false);
    expect(holds({ StringEqualsIfExists: { "aws:a": "1" } })).toBe(true);
    expect(holds({ StringNotEquals: { "aws:a": "1" } })).toBe(true);
    expect(holds({ StringNotEqualsIfExists: { "aws:a": "1" } })).toBe(true);
    expect(holds({ BoolIfExists: { "aws:SecureTransport": "false" } })).toBe(true);
  });

  it("of Null ask whether a key is absent", () => {
    expect(holds({ Null: { "aws:a": "true" } })).toBe(true);
    expect(holds({ Null: { "aws:a": "false" } })).toBe(false);
    expect(holds({ Null: { "aws:a": "false" } }, { "aws:a": "1" })).toBe(true);
  });

  it("over sets hold for some value or for all of them; for all, also of none", () => {
    const some = { "ForAnyValue:StringEquals": { "aws:TagKeys": ["owner", "cost"] } };
    const all = { "ForAllValues:StringEquals": { "aws:TagKeys": ["owner", "cost"] } };
    expect(holds(some, { "aws:tagkeys": ["owner", "other"] })).toBe(true);
    expect(holds(all, { "aws:tagkeys": ["owner", "other"] })).toBe(false);
    expect(holds(all, { "aws:tagkeys": ["cost"] })).toBe(true);
    expect(holds(some)).toBe(false);
    expect(holds(all)).toBe(true);
  });

  it("with an operator nobody knows never hold", () => {
    expect(holds({ StringSounds: { "aws:a": "1" } }, { "aws:a": "1" })).toBe(false);
  });
});
