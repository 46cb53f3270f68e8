import { describe, expect, it } from "vitest";
import { parsePolicy } from "../language/parse-policy";
import { demandsOf } from "./demands";
import { deniesOldTransportOnly, leavesTlsAlone, plainlyDeniesHttp, plainlyDeniesTlsBelow } from "./plain";

const bucket = { name: "reports", partition: "aws", accountId: "111122223333" };
const arn = "arn:aws:s3:::reports";
const http = { Bool: { "aws:SecureTransport": "false" } };
const read = (...Statement: object[]) => parsePolicy({ Version: "2012-10-17", Statement }, "bucket");
const deny = (more: object) => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [arn, `${arn}/*`],
  ...more,
});

const policies = [
  read(deny({ Condition: http })),
  read(deny({ Condition: http, Resource: "*" })),
  read(deny({ Condition: http, Principal: { AWS: "*" }, Action: "*" })),
  read(deny({ Condition: http, Resource: `${arn}/*` })),
  read(deny({ Condition: http, Action: "s3:GetObject" })),
  read(deny({ Condition: { Bool: { "aws:SecureTransport": "true" } } })),
  read(deny({ Condition: { ...http, StringEquals: { "aws:PrincipalOrgID": "o-1" } } })),
  read(deny({ Condition: { BoolIfExists: { "aws:SecureTransport": "false" } } })),
  read(deny({ Condition: http, Principal: { AWS: "111122223333" } })),
  read(deny({ Condition: http, Principal: undefined, NotPrincipal: { AWS: "111122223333" } })),
  read(deny({ Condition: http, Resource: undefined, NotResource: `${arn}/public/*` })),
  read(deny({ Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } })),
  read(deny({ Condition: { NumericLessThan: { "s3:TlsVersion": "1.9" } } })),
  read(deny({ Condition: { NumericGreaterThan: { "s3:TlsVersion": "1.2" } } })),
  read(deny({})),
  read(deny({ Condition: http }), deny({ Action: "s3:DeleteObject" })),
  read({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `${arn}/*` }),
];

describe("what is plain to see", () => {
  it.each(policies.map((policy, n) => [n, policy] as const))("is what the exact sets say: policy %i", (_, policy) => {
    const exact = demandsOf(policy, bucket);
    if (plainlyDeniesHttp(policy, bucket)) {
      expect(exact.tls).toMatchObject({ kind: "known", value: { enforced: true } });
    }
    const least = exact.minTlsVersion.kind === "known" ? exact.minTlsVersion.value : "";
    for (const version of ["1.1", "1.2", "1.3"]) {
      if (plainlyDeniesTlsBelow(policy, bucket, version)) expect((least ?? "0") >= version).toBe(true);
    }
    if (leavesTlsAlone(policy)) expect(least).toBeNull();
    if (deniesOldTransportOnly(policy)) {
      expect(exact.lockout).toEqual({ kind: "known", value: false });
      expect(exact.customerKeys).toEqual({ kind: "known", value: null });
      expect(exact.encryption).toEqual({ kind: "known", value: null });
    }
  });

  it("is so for what most people write, and for nothing else", () => {
    const found = (sees: (policy: (typeof policies)[number]) => boolean) =>
      policies.flatMap((policy, n) => (sees(policy) ? [n] : []));
    expect(found((policy) => plainlyDeniesHttp(policy, bucket))).toEqual([0, 1, 2, 7, 15]);
    expect(found((policy) => plainlyDeniesTlsBelow(policy, bucket, "1.2"))).toEqual([11]);
    expect(found(leavesTlsAlone)).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 16]);
    expect(found(deniesOldTransportOnly)).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 16]);
  });
});
