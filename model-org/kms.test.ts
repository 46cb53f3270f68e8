import {
  CancelKeyDeletionCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListAliasesCommand,
  ListGrantsCommand,
  ListKeyPoliciesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  paginateListAliases,
  paginateListKeys,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, assume, type Keys, refusal } from "@/testing/model-clients";
import { openSession } from "./iam/sessions";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import { keyIdOf } from "./world/buckets";

let model: RunningModelOrg;
const region = "eu-west-1";

beforeAll(async () => {
  model = await startModelOrg();
});

afterAll(async () => {
  await model.stop();
});

const clientWith = (keys: Keys) =>
  new KMSClient({ region, credentials: keys, maxAttempts: 1, requestHandler: new Transport({ url: model.url }) });

const readerOf = async (name: string) => clientWith(await assume(model, accountNamed(model, name).id, "reader"));

/** Somebody who works in an account and may there what policies of resources leave. */
function personOf(name: string) {
  const { id } = accountNamed(model, name);
  const arn = `arn:aws:sts::${id}:assumed-role/Staff/mara`;
  const { accessKeyId, token } = openSession({ accountId: id, arn, kind: "person" }, 3600);
  return clientWith({ accessKeyId, secretAccessKey: "model", sessionToken: token });
}

const keyOf = (name: string, n: number) => keyIdOf(model.world.random, accountNamed(model, name).id, region, n);
const arnOf = (name: string, n: number) =>
  `arn:aws:kms:${region}:${accountNamed(model, name).id}:key/${keyOf(name, n)}`;

describe("the key of a bucket", () => {
  it("is there for nearly every bucket that names one, is the account's own, and is gone for some", async () => {
    const named = [...model.world.tree.accounts].flatMap(({ id }) =>
      model.world.bucketsOf(id).filter(({ encryption }) => encryption.kmsKeyId?.includes(`:${region}:`)),
    );
    const kms = clientWith({ accessKeyId: "AKIAADMINISTRATOR000", secretAccessKey: "model" });
    const states = new Map<string, number>();
    for (const { accountId, encryption } of named.slice(0, 150)) {
      const state = await kms
        .send(new DescribeKeyCommand({ KeyId: encryption.kmsKeyId }))
        .then(({ KeyMetadata }) => {
          expect(KeyMetadata?.AWSAccountId).toBe(accountId);
          return KeyMetadata?.KeyState ?? "";
        })
        .catch((error: Error) => error.name);
      states.set(state, (states.get(state) ?? 0) + 1);
    }
    expect(Object.fromEntries(states)).toMatchObject({ Enabled: expect.any(Number) });
    expect(states.get("Enabled")).toBeGreaterThan(states.size * 10);
  });

  it.each([
    ["data-lake-prod", 0, "Enabled"],
    ["claims-dev", 1, "Disabled"],
    ["billing-dev", 2, "PendingDeletion"],
  ])("of %s, number %i, is %s", async (account, n, state) => {
    const { KeyMetadata } = await (await readerOf(account)).send(new DescribeKeyCommand({ KeyId: keyOf(account, n) }));
    expect(KeyMetadata).toMatchObject({ KeyState: state, KeyManager: "CUSTOMER", Enabled: state === "Enabled" });
    expect(KeyMetadata?.DeletionDate === undefined).toBe(state !== "PendingDeletion");
  });

  it("that is gone is not found, and in another account or region is told as KMS tells it", async () => {
    const gone = (await readerOf("documents-dev")).send(new DescribeKeyCommand({ KeyId: arnOf("documents-dev", 2) }));
    expect(await refusal(gone)).toMatchObject({ code: "NotFoundException", status: 400 });
    const reader = await readerOf("claims-prod");
    const describeKey = (KeyId: string) => refusal(reader.send(new DescribeKeyCommand({ KeyId })));
    expect(await describeKey(arnOf("billing-prod", 0))).toMatchObject({ code: "AccessDeniedException" });
    expect(await describeKey(arnOf("documents-dev", 2))).toMatchObject({ code: "AccessDeniedException" });
    expect(await describeKey(arnOf("claims-prod", 0).replace(region, "us-east-1"))).toMatchObject({
      code: "NotFoundException",
    });
    expect(await describeKey("arn:aws:kms:nonsense")).toMatchObject({ code: "InvalidArnException" });
    const science = await readerOf("data-science-dev");
    const shared = await science.send(new DescribeKeyCommand({ KeyId: arnOf("data-lake-prod", 0) }));
    expect(shared.KeyMetadata?.AWSAccountId).toBe(accountNamed(model, "data-lake-prod").id);
  });

  it("may refuse whoever reads settings, by its own policy", async () => {
    const call = (await readerOf("payments-prod")).send(new DescribeKeyCommand({ KeyId: keyOf("payments-prod", 3) }));
    expect(await refusal(call)).toMatchObject({ code: "AccessDeniedException" });
  });
});

describe("S3's own key", () => {
  it("is found by its alias, rotates, and is nobody's to change", async () => {
    const kms = await readerOf("claims-prod");
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: "alias/aws/s3" }));
    expect(KeyMetadata).toMatchObject({ KeyManager: "AWS", KeyState: "Enabled" });
    const KeyId = KeyMetadata?.KeyId;
    expect(await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).toMatchObject({ KeyRotationEnabled: true });
    expect((await kms.send(new GetKeyPolicyCommand({ KeyId }))).Policy).toContain("kms:CallerAccount");
    const schedule = personOf("claims-prod").send(new ScheduleKeyDeletionCommand({ KeyId }));
    expect(await refusal(schedule)).toMatchObject({ code: "AccessDeniedException" });
    const byAlias = kms.send(new GetKeyRotationStatusCommand({ KeyId: "alias/aws/s3" }));
    expect(await refusal(byAlias)).toMatchObject({ code: "NotFoundException" });
  });
});

describe("lists", () => {
  it("of keys and aliases add up in pages, and refuse a marker they never gave", async () => {
    const client = await readerOf("data-lake-prod");
    const ids: (string | undefined)[] = [];
    for await (const { Keys: page = [], Truncated } of paginateListKeys({ client, pageSize: 2 }, {})) {
      expect(page.length === 2 || !Truncated).toBe(true);
      ids.push(...page.map(({ KeyId }) => KeyId));
    }
    expect(ids).toHaveLength(7);
    expect(new Set(ids).size).toBe(7);
    const names: (string | undefined)[] = [];
    for await (const { Aliases = [] } of paginateListAliases({ client, pageSize: 4 }, {})) {
      names.push(...Aliases.map(({ AliasName }) => AliasName));
    }
    expect(names).toEqual([...names].sort());
    expect(names).toEqual(expect.arrayContaining(["alias/aws/s3", "alias/data-lake-prod-0", "alias/lake-everywhere"]));
    const of = new ListAliasesCommand({ KeyId: keyOf("data-lake-prod", 1) });
    expect((await client.send(of)).Aliases).toMatchObject([{ AliasName: "alias/data-lake-prod-1" }]);
    expect(await refusal(client.send(new ListKeysCommand({ Marker: "made-up" })))).toMatchObject({
      code: "InvalidMarkerException",
    });
    expect(await refusal(client.send(new ListKeysCommand({ Limit: 2000 })))).toMatchObject({
      code: "ValidationException",
    });
  });

  it("of grants, tags and policies are a key's", async () => {
    const kms = await readerOf("analytics-prod");
    const KeyId = keyOf("analytics-prod", 2);
    const { Grants = [] } = await kms.send(new ListGrantsCommand({ KeyId }));
    expect(Grants.map(({ GranteePrincipal }) => GranteePrincipal)).toContain(
      "arn:aws:iam::210987654321:role/reporting",
    );
    expect((await kms.send(new ListResourceTagsCommand({ KeyId }))).Tags).toMatchObject([{ TagKey: "owner" }]);
    expect((await kms.send(new ListKeyPoliciesCommand({ KeyId }))).PolicyNames).toEqual(["default"]);
  });
});

describe("policies of keys", () => {
  const policyOf = async (name: string, n: number) =>
    (await (await readerOf(name)).send(new GetKeyPolicyCommand({ KeyId: keyOf(name, n) }))).Policy ?? "";

  it("are mostly the account's; one is open to everyone, one to a partner, one to the organization", async () => {
    expect(await policyOf("underwriting-prod", 0)).not.toContain('"*","Action":["kms:Decrypt"');
    expect(JSON.parse(await policyOf("web-campaigns", 1)).Statement.at(-1)).toMatchObject({ Principal: "*" });
    expect(JSON.parse(await policyOf("web-campaigns", 1)).Statement.at(-1)).not.toHaveProperty("Condition");
    expect(await policyOf("partner-exchange-prod", 1)).toContain("210987654321");
    expect(await policyOf("shared-services", 0)).toContain("aws:PrincipalOrgID");
  });

  it("are put, read back, and refused where they are none or lock their writer out", async () => {
    const kms = personOf("web-campaigns");
    const KeyId = keyOf("web-campaigns", 1);
    const closed = JSON.parse(await policyOf("web-campaigns", 1)) as { Statement: object[] };
    const put = (Policy: string, BypassPolicyLockoutSafetyCheck = false) =>
      kms.send(new PutKeyPolicyCommand({ KeyId, Policy, BypassPolicyLockoutSafetyCheck }));
    expect(await refusal(put("{"))).toMatchObject({ code: "MalformedPolicyDocumentException", status: 400 });
    const nobody = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "kms:DescribeKey", Resource: "*" }],
    });
    expect(await refusal(put(nobody))).toMatchObject({ code: "MalformedPolicyDocumentException" });
    await put(JSON.stringify({ ...closed, Statement: closed.Statement.slice(0, 1) }));
    expect(await policyOf("web-campaigns", 1)).not.toContain('"Principal":"*"');
  });
});

describe("rotation", () => {
  it("is turned on and off, and differs from key to key", async () => {
    const kms = personOf("portal-dev");
    const reader = await readerOf("portal-dev");
    const KeyId = keyOf("portal-dev", 0);
    const status = () => reader.send(new GetKeyRotationStatusCommand({ KeyId }));
    await kms.send(new DisableKeyRotationCommand({ KeyId }));
    expect(await status()).toMatchObject({ KeyRotationEnabled: false });
    await kms.send(new EnableKeyRotationCommand({ KeyId }));
    expect(await status()).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 365 });
    expect((await status()).NextRotationDate?.getTime()).toBeGreaterThan(Date.now());
    const off = [...Array(4).keys()].map(async (n) => {
      const rotation = (await readerOf("claims-dev")).send(
        new GetKeyRotationStatusCommand({ KeyId: keyOf("claims-dev", n) }),
      );
      return (await rotation).KeyRotationEnabled;
    });
    expect(await Promise.all(off)).toContain(false);
  });

  it.each([
    ["partner-exchange-prod", 3, "UnsupportedOperationException"],
    ["payments-prod", 4, "UnsupportedOperationException"],
    ["claims-dev", 1, "DisabledException"],
    ["billing-dev", 2, "KMSInvalidStateException"],
  ])("of %s, number %i, is refused with %s", async (account, n, code) => {
    const call = personOf(account).send(new EnableKeyRotationCommand({ KeyId: keyOf(account, n) }));
    expect(await refusal(call)).toMatchObject({ code, status: 400 });
  });

  it("is asked of no key that signs", async () => {
    const { KeyMetadata } = await (await readerOf("payments-prod")).send(
      new DescribeKeyCommand({ KeyId: "alias/payment-signatures" }),
    );
    expect(KeyMetadata).toMatchObject({ KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" });
  });
});

describe("a key's life", () => {
  it("is ended at a date, given back, and stopped", async () => {
    const kms = personOf("web-careers");
    const KeyId = keyOf("web-careers", 2);
    const state = async () => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState;
    await kms.send(new DisableKeyCommand({ KeyId }));
    expect(await state()).toBe("Disabled");
    await kms.send(new EnableKeyCommand({ KeyId }));
    expect(await state()).toBe("Enabled");
    const schedule = (PendingWindowInDays: number) =>
      kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }));
    expect(await refusal(schedule(3))).toMatchObject({ code: "ValidationException" });
    const { DeletionDate } = await schedule(7);
    expect(Math.round(((DeletionDate?.getTime() ?? 0) - Date.now()) / 86_400_000)).toBe(7);
    expect(await refusal(schedule(7))).toMatchObject({ code: "KMSInvalidStateException" });
    expect(await refusal(kms.send(new DisableKeyCommand({ KeyId })))).toMatchObject({
      code: "KMSInvalidStateException",
    });
    await kms.send(new CancelKeyDeletionCommand({ KeyId }));
    expect(await state()).toBe("Disabled");
    await schedule(7);
    const { clock } = model.world;
    model.world.clock = { now: () => new Date(Date.now() + 8 * 86_400_000) };
    expect(await refusal(state())).toMatchObject({ code: "NotFoundException" });
    model.world.clock = clock;
  });

  it("of several regions is one key with a replica", async () => {
    const { KeyMetadata } = await (await readerOf("data-lake-prod")).send(
      new DescribeKeyCommand({ KeyId: "alias/lake-everywhere" }),
    );
    expect(KeyMetadata).toMatchObject({
      MultiRegion: true,
      MultiRegionConfiguration: { MultiRegionKeyType: "PRIMARY", ReplicaKeys: [{ Region: "eu-central-1" }] },
    });
    expect(KeyMetadata?.KeyId).toMatch(/^mrk-/);
  });
});
