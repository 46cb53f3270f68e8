import type { Random } from "@/bench/fuzz/random";
import type { Caller, Request } from "@/lib/policy/request";
import { accounts, ours } from "./generate";

/** Values a request can have, chosen apart from what any policy says. Keys as policies write them, in lower case. */
const values: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "aws:useragent": [["curl"], ["CURL"], ["cat"], ["aws-cli/2"]],
  "aws:referer": [["https://example.com/page"], ["http://www.example.org"], ["x"]],
  "aws:currenttime": [["2025-06-01T00:00:00Z"], ["2026-06-01T00:00:00Z"], ["2027-06-01T00:00:00Z"]],
};
const signed: typeof values = {
  "aws:principaltag/team": [["red"], ["rose"], ["blue"], ["green"]],
  "aws:multifactorauthpresent": [["true"], ["false"]],
};
const ofAction: Readonly<Record<string, typeof values>> = {
  "s3:ListBucket": {
    "s3:prefix": [[""], ["home/"], ["home/x"], ["tmp"]],
    "s3:max-keys": [["1"], ["10"], ["50"], ["1000"]],
  },
  "s3:PutObject": {
    "s3:x-amz-acl": [["private"], ["public-read"], ["bucket-owner-full-control"]],
    "s3:x-amz-server-side-encryption": [["AES256"], ["aws:kms"], ["aws:kms:dsse"]],
  },
};
const addresses = [
  "192.0.2.1",
  "192.0.2.200",
  "192.0.3.1",
  "10.255.255.255",
  "11.0.0.0",
  "8.8.8.8",
  "2001:db8::5",
  "2a00::1",
];
const objects = ["a", "z", "az", "b.jpg", "public/", "public/x.jpg", "a/z", "home/ada/1", "q"];
const actions = [
  "s3:GetObject",
  "s3:PutObject",
  "s3:DeleteObject",
  "s3:PutObjectAcl",
  "s3:GetObjectAcl",
  "s3:ListBucket",
];
const onBucket = [
  "s3:ListBucket",
  "s3:PutBucketPolicy",
  "s3:GetBucketPolicy",
  "s3:PutBucketAcl",
  "s3:ListBucketVersions",
];

type Context = Record<string, readonly string[]>;

/** @returns a request from outside the owner's account, as one that arrives at S3 can be */
export function requestFrom(random: Random): Request {
  const [caller, ofCaller] = callerFrom(random);
  const isBucket = random.chance(0.3);
  const action = random.pick(isBucket ? onBucket : actions.filter((name) => name !== "s3:ListBucket"));
  const arn = `arn:aws:s3:::${ours.bucket}`;
  const context = { ...ofCaller, ...cameFrom(caller, random) };
  const sources = [values, ofAction[action] ?? {}, ...(caller.kind === "aws" ? [signed] : [])];
  for (const [key, choices] of sources.flatMap((source) => Object.entries(source))) {
    if (key === "aws:currenttime" || random.chance(0.5)) context[key] = random.pick(choices);
  }
  const resource = isBucket ? arn : `${arn}/${random.pick(objects)}`;
  return { action, resource, resourceAccount: ours.account, caller, context };
}

function callerFrom(random: Random): [Caller, Context] {
  const kind = random.below(5);
  if (kind === 0) {
    const name = random.pick(["cloudtrail.amazonaws.com", "logging.s3.amazonaws.com", "other.amazonaws.com"]);
    const account = random.pick([...accounts, "444455556666"]);
    const source = random.chance(0.6)
      ? { "aws:sourceaccount": [account], "aws:sourcearn": [`arn:aws:cloudtrail:eu-west-1:${account}:trail/t`] }
      : {};
    return [
      { kind: "service", name },
      { "aws:principalisawsservice": ["true"], "aws:principalservicename": [name], ...source },
    ];
  }
  if (kind === 1) {
    return [{ kind: "anonymous" }, { "aws:principaltype": ["Anonymous"], "aws:principalaccount": ["anonymous"] }];
  }
  const account = random.pick(["222233334444", "333344445555", "444455556666"]);
  const orgId = random.chance(0.25) ? undefined : random.pick([ours.orgId, "o-another2222", "o-third33333"]);
  const [type, name] = random.pick([
    ["Account", "root"],
    ["User", "user/ada"],
    ["AssumedRole", "role/reader"],
    ["AssumedRole", "role/admin"],
  ] as const);
  const arn = `arn:aws:iam::${account}:${name}`;
  const session = type === "AssumedRole" ? { session: `arn:aws:sts::${account}:assumed-${name}/monday` } : {};
  const path = `${orgId}/r-1/${random.pick(["", "ou-1/", "ou-2/"])}`;
  return [
    { kind: "aws", account, arn, ...session, ...(orgId !== undefined && { orgId }) },
    {
      "aws:principalarn": [arn],
      "aws:principalaccount": [account],
      "aws:principaltype": [type],
      "aws:principalisawsservice": ["false"],
      ...(orgId !== undefined && { "aws:principalorgid": [orgId], "aws:principalorgpaths": [path] }),
    },
  ];
}

function cameFrom(caller: Caller, random: Random): Context {
  const tls = random.chance(0.7);
  const transport: Context = {
    "aws:securetransport": [String(tls)],
    ...(tls && { "s3:tlsversion": [random.pick(["1.2", "1.3"])] }),
  };
  if (caller.kind === "service") return transport;
  if (random.chance(0.6)) return { ...transport, "aws:sourceip": [random.pick(addresses)] };
  return {
    ...transport,
    "aws:sourcevpc": [random.pick(["vpc-1", "vpc-2", "vpc-3"])],
    "aws:sourcevpce": [random.pick(["vpce-1", "vpce-2", "vpce-3"])],
    "aws:vpcsourceip": ["10.0.0.1"],
  };
}
