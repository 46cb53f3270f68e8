import {
  AssociateAccessGrantsIdentityCenterCommand,
  CreateAccessGrantCommand,
  CreateAccessGrantsInstanceCommand,
  CreateAccessGrantsLocationCommand,
  DeleteAccessGrantCommand,
  DeleteAccessGrantsInstanceCommand,
  DeleteAccessGrantsInstanceResourcePolicyCommand,
  DeleteAccessGrantsLocationCommand,
  DeleteStorageLensConfigurationCommand,
  DeleteStorageLensConfigurationTaggingCommand,
  DissociateAccessGrantsIdentityCenterCommand,
  GetAccessGrantCommand,
  GetAccessGrantsInstanceCommand,
  GetAccessGrantsInstanceForPrefixCommand,
  GetAccessGrantsInstanceResourcePolicyCommand,
  GetAccessGrantsLocationCommand,
  GetStorageLensConfigurationCommand,
  GetStorageLensConfigurationTaggingCommand,
  ListAccessGrantsCommand,
  ListAccessGrantsInstancesCommand,
  ListAccessGrantsLocationsCommand,
  ListAccessPointsCommand,
  ListStorageLensConfigurationsCommand,
  ListTagsForResourceCommand,
  PutAccessGrantsInstanceResourcePolicyCommand,
  PutStorageLensConfigurationCommand,
  PutStorageLensConfigurationTaggingCommand,
  paginateListAccessGrants,
  type StorageLensConfiguration,
  TagResourceCommand,
  UpdateAccessGrantsLocationCommand,
} from "@aws-sdk/client-s3-control";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roles } from "@/model-org/iam/roles";
import { accountNamed, assume, clientsWith, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import { accessGrants, accessGrantsInstances, accessGrantsLocations, identityCenterArn } from "./world/access-grants";
import { storageLenses } from "./world/storage-lens";

let model: RunningModelOrg;

beforeAll(async () => {
  model = await startModelOrg();
});

afterAll(async () => {
  await model.stop();
});

const idOf = (name: string) => accountNamed(model, name).id;

async function reader(name: string, region = "eu-west-1") {
  const AccountId = idOf(name);
  return { AccountId, ...clientsWith(model, region, await assume(model, AccountId, "reader")) };
}

const owner = (name: string, region = "eu-west-1") => ({ AccountId: idOf(name), ...clientsWith(model, region) });

const bucketIn = (name: string, region = "eu-west-1") =>
  model.world.bucketsOf(idOf(name)).find((one) => one.region === region)?.name ?? expect.fail("no such bucket");

const role = (account: string, name: string) => `arn:aws:iam::${idOf(account)}:role/${name}`;

describe("access grants", () => {
  it("are of every kind a control tells apart", () => {
    const { world } = model;
    const all = world.tree.accounts.map(({ id }) => ({
      id,
      instances: world.records.list(accessGrantsInstances, id, "eu-west-1"),
      grants: world.records.list(accessGrants, id, "eu-west-1"),
    }));
    const has = (what: (one: (typeof all)[number]) => boolean) => expect(all.some(what)).toBe(true);
    has(({ instances }) => instances.length === 0);
    has(({ instances: [one], grants }) => one !== undefined && grants.length === 0);
    has(({ instances: [one], grants }) => {
      const directory = grants.some(({ grantee }) => grantee.type !== "IAM");
      return one?.identityCenter === null && directory;
    });
    has(({ instances: [one], grants }) => {
      const directory = grants.some(({ grantee }) => grantee.type === "DIRECTORY_GROUP");
      return Boolean(one?.identityCenter) && directory;
    });
    has(({ instances: [one] }) => one?.policy?.text.includes("210987654321") ?? false);
    has(({ grants }) => grants.some(({ grantee }) => grantee.id.includes("210987654321")));
    has(({ grants }) =>
      grants.some(({ scope, permission }) => {
        const [, name = ""] = /^s3:\/\/([^/]+)\/\*$/.exec(scope) ?? [];
        const tags = world.bucket(name)?.tags;
        return permission === "READWRITE" && /confidential|restricted/.test(tags?.["data-classification"] ?? "");
      }),
    );
  });

  it("name buckets and roles that are there", () => {
    const { world } = model;
    for (const { id } of world.tree.accounts) {
      for (const { role: arn } of world.records.list(accessGrantsLocations, id, "eu-west-1")) {
        const name = arn.slice(arn.indexOf("role/") + 5);
        expect(world.records.get(roles, id, world.homeRegion, name)?.name).toBe(name);
      }
      for (const { scope } of world.records.list(accessGrants, id, "eu-west-1")) {
        expect(world.bucket(/^s3:\/\/([^/]+)\//.exec(scope)?.[1] ?? "")).toMatchObject({ accountId: id });
      }
    }
  });

  it("are read by the reader, in pages, by grantee and by permission", async () => {
    const { AccountId, s3control } = await reader("data-lake-prod");
    const instance = await s3control.send(new GetAccessGrantsInstanceCommand({ AccountId }));
    const { AccessGrantsInstancesList } = await s3control.send(new ListAccessGrantsInstancesCommand({ AccountId }));
    expect(AccessGrantsInstancesList).toMatchObject([{ AccessGrantsInstanceArn: instance.AccessGrantsInstanceArn }]);
    expect(instance).toMatchObject({
      AccessGrantsInstanceArn: `arn:aws:s3:eu-west-1:${AccountId}:access-grants/default`,
      IdentityCenterInstanceArn: identityCenterArn(model.world),
      IdentityCenterArn: instance.IdentityCenterApplicationArn,
    });
    const found: (string | undefined)[] = [];
    for await (const page of paginateListAccessGrants({ client: s3control, pageSize: 2 }, { AccountId })) {
      expect(page.AccessGrantsList?.length).toBeLessThanOrEqual(2);
      found.push(...(page.AccessGrantsList ?? []).map(({ AccessGrantId }) => AccessGrantId));
    }
    expect(found).toHaveLength(3);
    expect(new Set(found).size).toBe(3);
    const narrowed = async (by: object) =>
      (await s3control.send(new ListAccessGrantsCommand({ AccountId, ...by }))).AccessGrantsList ?? [];
    expect(await narrowed({ Permission: "READWRITE" })).toMatchObject([{ Permission: "READWRITE" }]);
    expect(await narrowed({ GranteeType: "DIRECTORY_GROUP" })).toMatchObject([{ Permission: "READ" }]);
    const policy = await s3control.send(new GetAccessGrantsInstanceResourcePolicyCommand({ AccountId }));
    expect(policy).toMatchObject({
      Organization: model.organizationId,
      Policy: expect.stringContaining(idOf("analytics-prod")),
    });
  });

  it("are not there without an instance, which a list does not mind", async () => {
    const { AccountId, s3control } = await reader("billing-prod");
    const none = { code: "AccessGrantsInstanceNotExistsError", status: 404 };
    const refused = await Promise.all(
      [
        s3control.send(new GetAccessGrantsInstanceCommand({ AccountId })),
        s3control.send(new ListAccessGrantsCommand({ AccountId })),
        s3control.send(new ListAccessGrantsLocationsCommand({ AccountId })),
        s3control.send(new GetAccessGrantsInstanceResourcePolicyCommand({ AccountId })),
      ].map(refusal),
    );
    for (const one of refused) expect(one).toMatchObject(none);
    const { AccessGrantsInstancesList } = await s3control.send(new ListAccessGrantsInstancesCommand({ AccountId }));
    expect(AccessGrantsInstancesList ?? []).toEqual([]);
    const write = s3control.send(new CreateAccessGrantsInstanceCommand({ AccountId }));
    expect(await refusal(write)).toMatchObject({ code: "AccessDenied", status: 403 });
    const elsewhere = await reader("data-lake-prod", "eu-central-1");
    const there = new GetAccessGrantsInstanceCommand({ AccountId: elsewhere.AccountId });
    expect(await refusal(elsewhere.s3control.send(there))).toMatchObject(none);
  });

  it("are made from an instance down, and taken away from a grant up", async () => {
    const { AccountId, s3control } = owner("billing-dev");
    const bucket = bucketIn("billing-dev");
    const made = await s3control.send(new CreateAccessGrantsInstanceCommand({ AccountId }));
    expect(made).not.toHaveProperty("IdentityCenterArn");
    expect(await refusal(s3control.send(new CreateAccessGrantsInstanceCommand({ AccountId })))).toMatchObject({
      code: "AccessGrantsInstanceAlreadyExists",
      status: 409,
    });
    const LocationScope = `s3://${bucket}/invoices/*`;
    const locate = (IAMRoleArn: string, scope = LocationScope) =>
      s3control.send(new CreateAccessGrantsLocationCommand({ AccountId, LocationScope: scope, IAMRoleArn }));
    const app = role("billing-dev", "billing-dev-app");
    const { AccessGrantsLocationId } = await locate(app);
    expect(await refusal(locate(app))).toMatchObject({ code: "AccessGrantsLocationAlreadyExistsError", status: 409 });
    expect(await refusal(locate(role("billing-dev", "nobody"), "s3://"))).toMatchObject({ code: "InvalidIamRole" });
    expect(await refusal(locate(app, `s3://${bucketIn("claims-dev")}/*`))).toMatchObject({
      code: "InvalidAccessGrantsLocation",
      status: 400,
    });
    const IAMRoleArn = role("billing-dev", "OrganizationAccountAccessRole");
    await s3control.send(new UpdateAccessGrantsLocationCommand({ AccountId, AccessGrantsLocationId, IAMRoleArn }));
    const location = s3control.send(new GetAccessGrantsLocationCommand({ AccountId, AccessGrantsLocationId }));
    expect(await location).toMatchObject({ LocationScope, IAMRoleArn });

    const Grantee = { GranteeType: "IAM", GranteeIdentifier: app } as const;
    const grant = (more: object) =>
      s3control.send(
        new CreateAccessGrantCommand({
          AccountId,
          AccessGrantsLocationId,
          AccessGrantsLocationConfiguration: { S3SubPrefix: "2026/*" },
          Grantee,
          Permission: "READ",
          ...more,
        }),
      );
    const { AccessGrantId, AccessGrantArn: ResourceArn } = await grant({});
    const get = () => s3control.send(new GetAccessGrantCommand({ AccountId, AccessGrantId }));
    expect(await get()).toMatchObject({ Grantee, Permission: "READ", GrantScope: `s3://${bucket}/invoices/2026/*` });
    expect(await refusal(grant({}))).toMatchObject({ code: "AccessGrantAlreadyExists", status: 409 });
    expect(await refusal(grant({ AccessGrantsLocationId: "none" }))).toMatchObject({
      code: "NoSuchAccessGrantsLocationError",
      status: 404,
    });
    const person = { GranteeType: "DIRECTORY_USER", GranteeIdentifier: "a1b2c3d4-5678-90ab-cdef-111111111111" };
    expect(await refusal(grant({ Grantee: person }))).toMatchObject({ code: "InvalidAccessGrant", status: 400 });
    const Tags = [{ Key: "owner", Value: "billing" }];
    await s3control.send(new TagResourceCommand({ AccountId, ResourceArn, Tags }));
    expect(await s3control.send(new ListTagsForResourceCommand({ AccountId, ResourceArn }))).toMatchObject({ Tags });

    const removeLocation = () =>
      s3control.send(new DeleteAccessGrantsLocationCommand({ AccountId, AccessGrantsLocationId }));
    const removeInstance = () => s3control.send(new DeleteAccessGrantsInstanceCommand({ AccountId }));
    expect(await refusal(removeLocation())).toMatchObject({ code: "AccessGrantsLocationNotEmptyError", status: 400 });
    expect(await refusal(removeInstance())).toMatchObject({ code: "AccessGrantsInstanceNotEmptyError", status: 400 });
    await s3control.send(new DeleteAccessGrantCommand({ AccountId, AccessGrantId }));
    expect(await refusal(get())).toMatchObject({ code: "NoSuchAccessGrantError", status: 404 });
    await removeLocation();
    await removeInstance();
    expect(await refusal(removeInstance())).toMatchObject({ code: "AccessGrantsInstanceNotExistsError" });
  });

  it("cover no whole default location", async () => {
    const { AccountId, s3control } = owner("data-lake-dev");
    const grant = (S3SubPrefix?: string) =>
      s3control.send(
        new CreateAccessGrantCommand({
          AccountId,
          AccessGrantsLocationId: "default",
          ...(S3SubPrefix ? { AccessGrantsLocationConfiguration: { S3SubPrefix } } : {}),
          Grantee: { GranteeType: "IAM", GranteeIdentifier: role("data-lake-dev", "data-lake-dev-app") },
          Permission: "WRITE",
        }),
      );
    expect(await refusal(grant())).toMatchObject({ code: "InvalidAccessGrant", status: 400 });
    expect(await refusal(grant("*"))).toMatchObject({ code: "InvalidAccessGrant" });
    expect(await grant(`${bucketIn("data-lake-dev")}/a/*`)).toMatchObject({ Permission: "WRITE" });
  });

  it("know an Identity Center once it is associated, and only the organization's", async () => {
    const { AccountId, s3control } = owner("claims-prod");
    const associate = (IdentityCenterArn: string) =>
      s3control.send(new AssociateAccessGrantsIdentityCenterCommand({ AccountId, IdentityCenterArn }));
    const get = () => s3control.send(new GetAccessGrantsInstanceCommand({ AccountId }));
    expect(await get()).not.toHaveProperty("IdentityCenterArn");
    const foreign = refusal(associate("arn:aws:sso:::instance/ssoins-0000000000000000"));
    expect(await foreign).toMatchObject({ code: "InvalidIdentityCenterInstance", status: 400 });
    await associate(identityCenterArn(model.world));
    expect(await get()).toMatchObject({ IdentityCenterInstanceArn: identityCenterArn(model.world) });
    await s3control.send(new DissociateAccessGrantsIdentityCenterCommand({ AccountId }));
    expect(await get()).not.toHaveProperty("IdentityCenterInstanceArn");
  });

  it("are shared by a policy that is written, read back and taken away", async () => {
    const { AccountId, s3control } = owner("data-science-dev");
    const policyFor = (Resource: string) =>
      JSON.stringify({
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: idOf("claims-dev") },
            Action: ["s3:ListAccessGrants", "s3:GetAccessGrantsInstanceForPrefix"],
            Resource,
          },
        ],
      });
    const Policy = policyFor(`arn:aws:s3:eu-west-1:${AccountId}:access-grants/default`);
    const put = (text: string) =>
      s3control.send(new PutAccessGrantsInstanceResourcePolicyCommand({ AccountId, Policy: text }));
    const get = () => s3control.send(new GetAccessGrantsInstanceResourcePolicyCommand({ AccountId }));
    const none = { code: "AccessGrantsInstanceResourcePolicyNotExists", status: 404 };
    expect(await refusal(get())).toMatchObject(none);
    expect(await refusal(put(policyFor("arn:aws:s3:::elsewhere")))).toMatchObject({
      code: "InvalidResourcePolicy",
      status: 400,
    });
    const asked = await reader("claims-dev");
    const S3Prefix = `s3://${bucketIn("data-science-dev")}/a`;
    const lookUp = () =>
      asked.s3control.send(new GetAccessGrantsInstanceForPrefixCommand({ AccountId: asked.AccountId, S3Prefix }));
    expect(await refusal(lookUp())).toMatchObject({ code: "AccessDenied", status: 403 });
    await put(Policy);
    expect(await get()).toMatchObject({ Policy });
    expect((await lookUp()).AccessGrantsInstanceArn).toContain(AccountId);
    await s3control.send(new DeleteAccessGrantsInstanceResourcePolicyCommand({ AccountId }));
    expect(await refusal(get())).toMatchObject(none);
  });
});

describe("storage lens", () => {
  const home = "us-east-1";

  it("has the default dashboard in every account, and the organization's with the security account", async () => {
    const { AccountId, s3control } = await reader("security-tooling", home);
    const { StorageLensConfigurationList } = await s3control.send(
      new ListStorageLensConfigurationsCommand({ AccountId }),
    );
    expect(StorageLensConfigurationList).toMatchObject([
      { Id: "default-account-dashboard", HomeRegion: home, IsEnabled: true },
      { Id: "organization", HomeRegion: home, IsEnabled: true },
    ]);
    const asked = new GetStorageLensConfigurationCommand({ AccountId, ConfigId: "organization" });
    const { StorageLensConfiguration: lens } = await s3control.send(asked);
    expect(lens?.AwsOrg?.Arn).toContain(model.organizationId);
    const Arn = lens?.DataExport?.S3BucketDestination?.Arn ?? "";
    expect(model.world.bucket(Arn.replace("arn:aws:s3:::", ""))).toMatchObject({ accountId: idOf("log-archive") });
    const { world } = model;
    const everywhere = world.tree.accounts.map(({ id }) => world.records.list(storageLenses, id, home));
    expect(everywhere.every((one) => one.length > 0)).toBe(true);
    const off = ({ IsEnabled }: StorageLensConfiguration) => IsEnabled === false;
    expect(everywhere.flat().filter(({ configuration }) => off(configuration) && configuration.AwsOrg)).toHaveLength(1);
    expect(everywhere.flat().some(({ configuration }) => off(configuration) && !configuration.AwsOrg)).toBe(true);
    const elsewhere = await reader("security-tooling", "eu-west-1");
    const there = await elsewhere.s3control.send(new ListStorageLensConfigurationsCommand({ AccountId }));
    expect(there.StorageLensConfigurationList ?? []).toEqual([]);
  });

  const plain = (Id: string): StorageLensConfiguration => ({ Id, IsEnabled: true, AccountLevel: { BucketLevel: {} } });

  it("is written, tagged, read back and taken away", async () => {
    const { AccountId, s3control } = owner("claims-prod", "eu-central-1");
    const ConfigId = "claims";
    const asked = { AccountId, ConfigId };
    const StorageLensConfiguration = { ...plain(ConfigId), Include: { Regions: ["eu-west-1"] } };
    const Tags = [{ Key: "owner", Value: "claims" }];
    await s3control.send(new PutStorageLensConfigurationCommand({ ...asked, StorageLensConfiguration, Tags }));
    const get = () => s3control.send(new GetStorageLensConfigurationCommand(asked));
    expect(await get()).toMatchObject({
      StorageLensConfiguration: {
        Id: ConfigId,
        IsEnabled: true,
        Include: { Regions: ["eu-west-1"] },
        StorageLensArn: `arn:aws:s3:eu-central-1:${AccountId}:storage-lens/claims`,
      },
    });
    const tags = async () => (await s3control.send(new GetStorageLensConfigurationTaggingCommand(asked))).Tags ?? [];
    expect(await tags()).toEqual(Tags);
    const other = [{ Key: "cost", Value: "1" }];
    await s3control.send(new PutStorageLensConfigurationTaggingCommand({ ...asked, Tags: other }));
    expect(await tags()).toEqual(other);
    await s3control.send(new DeleteStorageLensConfigurationTaggingCommand(asked));
    expect(await tags()).toEqual([]);
    await s3control.send(new DeleteStorageLensConfigurationCommand(asked));
    expect(await refusal(get())).toMatchObject({ code: "NoSuchConfiguration", status: 404 });
  });

  it("switches the default dashboard off, and deletes it for nobody", async () => {
    const { AccountId, s3control } = owner("claims-prod", home);
    const ConfigId = "default-account-dashboard";
    const StorageLensConfiguration = { ...plain(ConfigId), IsEnabled: false };
    await s3control.send(new PutStorageLensConfigurationCommand({ AccountId, ConfigId, StorageLensConfiguration }));
    const { StorageLensConfigurationList } = await s3control.send(
      new ListStorageLensConfigurationsCommand({ AccountId }),
    );
    expect(StorageLensConfigurationList).toMatchObject([{ Id: ConfigId, IsEnabled: false }]);
    const remove = s3control.send(new DeleteStorageLensConfigurationCommand({ AccountId, ConfigId }));
    expect(await refusal(remove)).toMatchObject({ code: "DefaultConfigurationDeleteForbidden", status: 403 });
  });

  const organization = () => ({
    Arn: `arn:aws:organizations::${model.managementAccountId}:organization/${model.organizationId}`,
  });
  const active = { ActivityMetrics: { IsEnabled: true } };

  it.each<[string, string, string, () => Partial<StorageLensConfiguration>, number?]>([
    ["AccountNotAuthorized", "claims-prod", "mine", () => ({ AwsOrg: organization() }), 403],
    ["InvalidOrganizationARN", "security-tooling", "org", () => ({ AwsOrg: { Arn: "arn:aws:organizations::1:o" } })],
    [
      "InvalidBucketFilter",
      "security-tooling",
      "org",
      () => ({ AwsOrg: organization(), Exclude: { Buckets: ["arn:aws:s3:::a"] } }),
    ],
    [
      "InvalidOrganizationForDefaultConfiguration",
      "security-tooling",
      "default-account-dashboard",
      () => ({ AwsOrg: organization() }),
    ],
    [
      "InvalidFilterForDefaultConfiguration",
      "claims-prod",
      "default-account-dashboard",
      () => ({ Include: { Regions: ["eu-west-1"] } }),
    ],
    [
      "InvalidIncludeExcludeContainers",
      "claims-prod",
      "mine",
      () => ({ Include: { Regions: ["eu-west-1"] }, Exclude: { Regions: ["us-east-1"] } }),
    ],
    ["EmptyIncludeContainer", "claims-prod", "mine", () => ({ Include: { Regions: [] } })],
    ["InvalidConfigId", "claims-prod", "mine", () => ({ Id: "another" })],
    [
      "MissingBucketLevelActivityMetrics",
      "claims-prod",
      "mine",
      () => ({ AccountLevel: { ...active, BucketLevel: {} } }),
    ],
    ["MissingAccountLevelActivityMetrics", "claims-prod", "mine", () => ({ AccountLevel: { BucketLevel: active } })],
    [
      "InvalidMaximumPrefixDepth",
      "claims-prod",
      "mine",
      () => ({
        AccountLevel: {
          BucketLevel: { PrefixLevel: { StorageMetrics: { IsEnabled: true, SelectionCriteria: { MaxDepth: 11 } } } },
        },
      }),
    ],
    [
      "InvalidDestination",
      "claims-prod",
      "mine",
      () => ({
        DataExport: { S3BucketDestination: { Format: "CSV", OutputSchemaVersion: "V_1", Arn: "not-an-arn" } },
      }),
    ],
  ])("refuses with %s", async (code, account, ConfigId, more, status = 400) => {
    const { AccountId, s3control } = owner(account, home);
    const StorageLensConfiguration = { ...plain(ConfigId), ...more() };
    const put = new PutStorageLensConfigurationCommand({ AccountId, ConfigId, StorageLensConfiguration });
    expect(await refusal(s3control.send(put))).toMatchObject({ code, status });
  });
});

describe.each([
  ["aws-cn", "cn-north-1"],
  ["aws-us-gov", "us-gov-west-1"],
])("in %s", (partition, region) => {
  it("names everything after the partition", async () => {
    const other = await startModelOrg({ partition, accounts: 24, buckets: 400 });
    try {
      const { id: AccountId } = accountNamed(other, "data-lake-prod");
      const { s3control } = clientsWith(other, region);
      const { AccessGrantsInstanceArn } = await s3control.send(new GetAccessGrantsInstanceCommand({ AccountId }));
      const { StorageLensConfigurationList } = await s3control.send(
        new ListStorageLensConfigurationsCommand({ AccountId }),
      );
      const { AccessPointList } = await s3control.send(new ListAccessPointsCommand({ AccountId }));
      for (const arn of [
        AccessGrantsInstanceArn,
        StorageLensConfigurationList?.[0]?.StorageLensArn,
        AccessPointList?.[0]?.AccessPointArn,
      ]) {
        expect(arn).toContain(`arn:${partition}:s3:${region}:${AccountId}:`);
      }
    } finally {
      await other.stop();
    }
  });
});
