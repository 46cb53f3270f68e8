import { expect, it } from "vitest";
import { publicOffers } from "./public-offers";

const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = (more: object) => ({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*", ...more });

it("names each public statement with what it grants, and leaves out the others", () => {
  const text = policy(
    allow({ Sid: "Site" }),
    allow({ Principal: { AWS: "111122223333" }, Action: "s3:*" }),
    allow({ Action: ["s3:PutObject", "s3:ListBucket"] }),
    allow({ Action: undefined, NotAction: "s3:DeleteBucket" }),
  );
  expect(publicOffers(text, "bucket")).toEqual({
    grants: ["Site: GetObject", "statement 3: PutObject and 1 more", "statement 4: all but DeleteBucket"],
    may: ["list", "permissions", "read", "write"],
  });
});

it.each(["{", "[]", policy(allow({ Principal: { AWS: "111122223333" } }))])("offers nothing by %s", (text) => {
  expect(publicOffers(text, "bucket")).toEqual({ grants: [], may: [] });
});
