import { describe, expect, it } from "vitest";
import { decide, type PolicyRequest } from "./decide";

const request: PolicyRequest = {
  action: "s3:GetBucketPolicy",
  resource: "arn:aws:s3:::records",
  principal: { accountId: "111122223333", arns: ["arn:aws:iam::111122223333:role/reader"] },
  context: {},
};

const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = { Effect: "Allow", Action: "s3:Get*", Resource: "*" };

describe("a decision", () => {
  it("is none where nothing speaks of the request, and allow where something does", () => {
    expect(decide([], request)).toBe("none");
    expect(decide([policy({ ...allow, Action: "s3:Put*" })], request)).toBe("none");
    expect(decide([policy(allow)], request)).toBe("allow");
  });

  it("is deny wherever one denies, in whatever order and document", () => {
    const deny = { ...allow, Effect: "Deny", Action: "s3:GetBucketPolicy" };
    expect(decide([policy(allow, deny)], request)).toBe("deny");
    expect(decide([policy(deny), policy(allow)], request)).toBe("deny");
  });

  it("reads a single statement, one or several actions, and actions in any case", () => {
    expect(decide([JSON.stringify({ Statement: allow })], request)).toBe("allow");
    expect(decide([policy({ ...allow, Action: ["ec2:*", "S3:getbucketPOLICY"] })], request)).toBe("allow");
    expect(decide([policy({ ...allow, Resource: "arn:aws:s3:::RECORDS" })], request)).toBe("none");
  });

  it("takes everything but what NotAction and NotResource name", () => {
    const { Action: _action, ...rest } = allow;
    expect(decide([policy({ ...rest, NotAction: "iam:*" })], request)).toBe("allow");
    expect(decide([policy({ ...rest, NotAction: ["iam:*", "s3:*"] })], request)).toBe("none");
    const { Resource: _resource, ...open } = allow;
    expect(decide([policy({ ...open, NotResource: "arn:aws:s3:::other*" })], request)).toBe("allow");
    expect(decide([policy({ ...open, NotResource: "arn:aws:s3:::rec*" })], request)).toBe("none");
  });

  it.each([
    ["*", "allow"],
    [{ AWS: "*" }, "allow"],
    [{ AWS: "111122223333" }, "allow"],
    [{ AWS: ["arn:aws:iam::111122223333:root"] }, "allow"],
    [{ AWS: "arn:aws:iam::111122223333:role/reader" }, "allow"],
    [{ AWS: "arn:aws:iam::111122223333:role/other" }, "none"],
    [{ AWS: "arn:aws:iam::444455556666:root" }, "none"],
    [{ Service: "s3.amazonaws.com" }, "none"],
  ])("of a policy for %j is %s", (Principal, expected) => {
    expect(decide([policy({ ...allow, Principal })], request)).toBe(expected);
  });

  it("spares whom NotPrincipal names", () => {
    const others = { ...allow, Effect: "Deny", NotPrincipal: { AWS: "111122223333" } };
    expect(decide([policy(others)], request)).toBe("none");
    expect(decide([policy({ ...others, NotPrincipal: { AWS: "444455556666" } })], request)).toBe("deny");
  });

  it("knows AWS's own services by their host name", () => {
    const service = { ...request, principal: { accountId: "", arns: [], service: "cloudtrail.amazonaws.com" } };
    const forTrails = policy({
      ...allow,
      Principal: { Service: ["config.amazonaws.com", "cloudtrail.amazonaws.com"] },
    });
    expect(decide([forTrails], service)).toBe("allow");
  });

  it("counts a statement only where its conditions hold", () => {
    const tls = { ...allow, Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } };
    expect(decide([policy(allow, tls)], { ...request, context: { "aws:securetransport": "true" } })).toBe("allow");
    expect(decide([policy(allow, tls)], { ...request, context: { "aws:securetransport": "false" } })).toBe("deny");
  });
});
