import { expect, test } from "vitest";
import { accountOf, principalOf } from "./principal";

const variable = "$" + "{aws:username}";

test.each<[type: string, text: string, kind: string, account?: string]>([
  ["AWS", "*", "everyone"],
  ["AWS", "111122223333", "account", "111122223333"],
  ["AWS", "arn:aws:iam::111122223333:root", "account", "111122223333"],
  ["AWS", "arn:aws-cn:iam::111122223333:root", "account", "111122223333"],
  ["AWS", "arn:aws-us-gov:iam::111122223333:user/a/b/jane", "identity", "111122223333"],
  ["AWS", "arn:aws:iam::111122223333:role/reader", "identity", "111122223333"],
  ["AWS", "arn:aws:sts::111122223333:assumed-role/reader/jane@example.com", "identity", "111122223333"],
  ["AWS", "arn:aws:sts::111122223333:federated-user/jane", "identity", "111122223333"],
  ["AWS", "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EXH52BD8319I2", "origin-access-identity"],
  ["AWS", "AIDAEXAMPLEID12345678", "deleted"],
  ["AWS", "AROAEXAMPLEID12345678", "deleted"],
  ["AWS", "11112222333", "invalid"],
  ["AWS", "1111222233334", "invalid"],
  ["AWS", "arn:aws:iam::*:root", "invalid"],
  ["AWS", "arn:aws:iam::111122223333:*", "invalid"],
  ["AWS", "arn:aws:iam::111122223333:user/*", "invalid"],
  ["AWS", "arn:aws:iam::111122223333:role/rea?er", "invalid"],
  ["AWS", "arn:aws:iam::111122223333:group/readers", "invalid"],
  ["AWS", `arn:aws:iam::111122223333:user/${variable}`, "invalid"],
  ["AWS", "arn:aws:iam::111122223333:root ", "invalid"],
  ["AWS", "", "invalid"],
  ["CanonicalUser", "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be", "canonical-user"],
  ["CanonicalUser", "*", "invalid"],
  ["Service", "logging.s3.amazonaws.com", "service"],
  ["Service", "ec2.amazonaws.com.cn", "service"],
  ["Service", "*", "invalid"],
  ["Service", "*.amazonaws.com", "invalid"],
  ["Federated", "graph.facebook.com", "federated"],
  ["Federated", "arn:aws:iam::111122223333:saml-provider/corp", "federated"],
  ["Federated", " ", "invalid"],
  ["aws", "*", "invalid"],
  ["Everyone", "*", "invalid"],
])("%s %s is %s", (type, text, kind, account) => {
  const principal = principalOf(type, text);
  expect(principal.kind).toBe(kind);
  expect(accountOf(principal)).toBe(account);
});

test("an account is as good as its root, and keeps its partition where one is written", () => {
  expect(principalOf("AWS", "111122223333")).toMatchObject({ partition: null });
  expect(principalOf("AWS", "arn:aws-cn:iam::111122223333:root")).toMatchObject({ partition: "aws-cn" });
});
