import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GenerateCredentialReportCommand,
  GetAccessKeyLastUsedCommand,
  GetAccountAuthorizationDetailsCommand,
  GetCredentialReportCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedRolePoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  paginateGetAccountAuthorizationDetails,
  paginateListRoles,
  paginateListUsers,
  UpdateAccessKeyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, assume, type Keys, refusal } from "@/testing/model-clients";
import { handlersOf } from "./handlers/handlers";
import { openSession } from "./iam/sessions";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import type { Caller } from "./world/caller";

let model: RunningModelOrg;

beforeAll(async () => {
  model = await startModelOrg();
});

afterAll(async () => {
  await model.stop();
});

const clientWith = (keys: Keys) =>
  new IAMClient({
    region: "us-east-1",
    credentials: keys,
    maxAttempts: 1,
    requestHandler: new Transport({ url: model.url }),
  });

const readerOf = async (name: string) => clientWith(await assume(model, accountNamed(model, name).id, "reader"));

/** Somebody who may everything in one account. */
function adminOf(name: string, kind: Caller["kind"] = "administrator") {
  const { id } = accountNamed(model, name);
  const arn = `arn:aws:sts::${id}:assumed-role/OrganizationAccountAccessRole/admin`;
  const session = openSession({ accountId: id, arn, kind }, 3600);
  return clientWith({ accessKeyId: session.accessKeyId, secretAccessKey: "model", sessionToken: session.token });
}

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
});

async function detailsOf(name: string, pageSize = 100) {
  const all = { users: [] as string[], groups: [] as string[], roles: [] as string[], policies: [] as string[] };
  const documents: string[] = [];
  for await (const page of paginateGetAccountAuthorizationDetails({ client: await readerOf(name), pageSize }, {})) {
    all.users.push(...(page.UserDetailList ?? []).map(({ UserName = "" }) => UserName));
    all.groups.push(...(page.GroupDetailList ?? []).map(({ GroupName = "" }) => GroupName));
    all.roles.push(...(page.RoleDetailList ?? []).map(({ RoleName = "" }) => RoleName));
    all.policies.push(...(page.Policies ?? []).map(({ Arn = "" }) => Arn));
    const inline = [...(page.RoleDetailList ?? []), ...(page.UserDetailList ?? [])].flatMap((one) => [
      ...("RolePolicyList" in one ? (one.RolePolicyList ?? []) : []),
      ...("UserPolicyList" in one ? (one.UserPolicyList ?? []) : []),
    ]);
    documents.push(...inline.map(({ PolicyDocument = "" }) => decodeURIComponent(PolicyDocument)));
  }
  return { ...all, documents };
}

describe("authorization details", () => {
  it("are the same in pages of three as in one", async () => {
    const whole = await detailsOf("sandbox-ines");
    expect(whole.users).toEqual(["ines"]);
    expect(whole.groups).toEqual(["experimenters"]);
    expect(await detailsOf("sandbox-ines", 3)).toEqual(whole);
  });

  it("hold of AWS's policies those that are attached, and every one the account wrote", async () => {
    const { policies } = await detailsOf("billing-prod");
    expect(policies).toContain("arn:aws:iam::aws:policy/AdministratorAccess");
    expect(policies).toContain(`arn:aws:iam::${accountNamed(model, "billing-prod").id}:policy/S3Everything`);
    expect(policies).not.toContain("arn:aws:iam::aws:policy/SecurityAudit");
  });

  it("are narrowed by a filter, and refuse one nobody knows", async () => {
    const iam = await readerOf("portal-prod");
    const roles = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ["Role"] }));
    expect(roles.Policies).toEqual([]);
    expect(roles.RoleDetailList?.length).toBeGreaterThan(3);
    const wrong = iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ["Robot" as "Role"] }));
    expect(await refusal(wrong)).toMatchObject({ code: "ValidationError", status: 400 });
  });

  it("say which version of a policy counts, how often it is attached and what caps a role", async () => {
    const { Policies = [] } = await (await readerOf("identity")).send(new GetAccountAuthorizationDetailsCommand({}));
    const exports = Policies.find(({ PolicyName }) => PolicyName === "DirectoryExports");
    expect(exports).toMatchObject({ DefaultVersionId: "v2", AttachmentCount: 0 });
    expect(exports?.PolicyVersionList?.map(({ IsDefaultVersion }) => IsDefaultVersion)).toEqual([false, true]);
    const partner = await (await readerOf("partner-exchange-prod")).send(
      new GetAccountAuthorizationDetailsCommand({ Filter: ["Role", "LocalManagedPolicy"] }),
    );
    const sync = partner.RoleDetailList?.find(({ RoleName }) => RoleName === "partner-sync");
    expect(sync?.PermissionsBoundary?.PermissionsBoundaryArn).toMatch(/policy\/WorkloadBoundary$/);
    expect(partner.Policies?.find(({ PolicyName }) => PolicyName === "WorkloadBoundary")).toMatchObject({
      PermissionsBoundaryUsageCount: 1,
    });
  });

  it("differ as accounts do: inline, attached, written by the account, and all in order", async () => {
    expect((await detailsOf("portal-prod")).documents.some((text) => text.includes('"s3:*"'))).toBe(true);
    const attached = async (name: string) => {
      const { RoleDetailList = [] } = await (await readerOf(name)).send(
        new GetAccountAuthorizationDetailsCommand({ Filter: ["Role"] }),
      );
      return RoleDetailList.flatMap(({ AttachedManagedPolicies = [] }) =>
        AttachedManagedPolicies.map(({ PolicyName }) => PolicyName),
      );
    };
    expect(await attached("analytics-prod")).toContain("AmazonS3FullAccess");
    expect(await attached("underwriting-prod")).not.toContain("AmazonS3FullAccess");
    expect((await detailsOf("underwriting-prod")).users).toEqual([]);
  });
});

describe("lists", () => {
  it("of roles and users add up in pages, by path", async () => {
    const client = await readerOf("analytics-prod");
    const names: (string | undefined)[] = [];
    for await (const { Roles = [] } of paginateListRoles({ client, pageSize: 2 }, {})) {
      expect(Roles.length).toBeLessThanOrEqual(2);
      names.push(...Roles.map(({ RoleName }) => RoleName));
    }
    expect(names).toEqual([...names].sort());
    expect(names).toContain("BreakwaterRead");
    const linked: (string | undefined)[] = [];
    for await (const { Roles = [] } of paginateListRoles({ client }, { PathPrefix: "/aws-service-role/" })) {
      linked.push(...Roles.map(({ RoleName }) => RoleName));
    }
    expect(linked).toEqual(["AWSServiceRoleForConfig"]);
    for await (const { Users = [] } of paginateListUsers({ client }, {})) {
      expect(Users.map(({ UserName }) => UserName)).toEqual(["bi-tool"]);
    }
  });

  it("of policies are by scope, and lead to each version and to who has it", async () => {
    const iam = await readerOf("billing-prod");
    const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: "Local", OnlyAttached: true }));
    const Arn = Policies.find(({ PolicyName }) => PolicyName === "S3Everything")?.Arn;
    expect((await iam.send(new GetPolicyCommand({ PolicyArn: Arn }))).Policy).toMatchObject({ AttachmentCount: 1 });
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: Arn, VersionId: "v1" }));
    expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ""))).toMatchObject({
      Statement: [{ Action: "s3:*" }],
    });
    const { PolicyRoles } = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn: Arn }));
    expect(PolicyRoles?.map(({ RoleName }) => RoleName)).toEqual(["invoice-batch"]);
    const none = iam.send(new GetPolicyVersionCommand({ PolicyArn: Arn, VersionId: "v9" }));
    expect(await refusal(none)).toMatchObject({ code: "NoSuchEntityException", status: 404 });
  });
});

describe("access keys", () => {
  it("say when and for what they were last used, and stop with their last use kept", async () => {
    const iam = adminOf("partner-exchange-prod");
    const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName: "sftp-bridge" }));
    const AccessKeyId = AccessKeyMetadata[0]?.AccessKeyId ?? "";
    expect(AccessKeyId).toMatch(/^AKIA[A-Z2-79]{16}$/);
    const lastUsed = async () =>
      (await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }))).AccessKeyLastUsed?.LastUsedDate;
    const before = await lastUsed();
    expect(Date.now() - (before?.getTime() ?? 0)).toBeLessThan(4 * 86_400_000);
    await iam.send(new UpdateAccessKeyCommand({ UserName: "sftp-bridge", AccessKeyId, Status: "Inactive" }));
    const after = await iam.send(new ListAccessKeysCommand({ UserName: "sftp-bridge" }));
    expect(after.AccessKeyMetadata?.[0]).toMatchObject({ Status: "Inactive" });
    expect(Math.abs((await lastUsed())?.getTime() ?? 0) - (before?.getTime() ?? 0)).toBeLessThan(120_000);
    const foreign = new UpdateAccessKeyCommand({ UserName: "nobody", AccessKeyId, Status: "Active" });
    expect(await refusal(iam.send(foreign))).toMatchObject({ code: "NoSuchEntityException" });
    const never = await readerOf("shared-services");
    const keys = await never.send(new ListAccessKeysCommand({ UserName: "artifact-sync" }));
    const unused = { AccessKeyId: keys.AccessKeyMetadata?.[0]?.AccessKeyId };
    expect((await never.send(new GetAccessKeyLastUsedCommand(unused))).AccessKeyLastUsed).toEqual({
      ServiceName: "N/A",
      Region: "N/A",
    });
  });
});

describe("the credential report", () => {
  it("is not there, then in progress, then AWS's columns with a line for each user and the root", async () => {
    const iam = await readerOf("analytics-prod");
    const report = () => iam.send(new GetCredentialReportCommand({}));
    expect(await refusal(report())).toMatchObject({ code: "CredentialReportNotPresentException", status: 410 });
    expect(await iam.send(new GenerateCredentialReportCommand({}))).toMatchObject({ State: "STARTED" });
    expect(await refusal(report())).toMatchObject({ code: "CredentialReportNotReadyException", status: 404 });
    const { Content, ReportFormat } = await report();
    expect(ReportFormat).toBe("text/csv");
    const [header, root, ...rest] = new TextDecoder()
      .decode(Content)
      .split("\n")
      .map((line) => line.split(","));
    expect(header).toHaveLength(22);
    expect(header?.slice(-4)).toEqual(["cert_1_active", "cert_1_last_rotated", "cert_2_active", "cert_2_last_rotated"]);
    expect(root?.[0]).toBe("<root_account>");
    const line = Object.fromEntries((header ?? []).map((name, i) => [name, rest[0]?.[i]]));
    expect(line).toMatchObject({
      user: "bi-tool",
      access_key_1_active: "false",
      access_key_2_active: "true",
      access_key_2_last_used_service: "s3",
      password_enabled: "false",
    });
    expect(line["user_creation_time"]).toMatch(/\+00:00$/);
    expect(await iam.send(new GenerateCredentialReportCommand({}))).toMatchObject({ State: "COMPLETE" });
  });
});

describe("roles", () => {
  it("are made, given policies, taken them, and deleted: each read back", async () => {
    const iam = adminOf("documents-dev");
    const RoleName = "made-here";
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
    const again = iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
    expect(await refusal(again)).toMatchObject({ code: "EntityAlreadyExistsException", status: 409 });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "storage", PolicyDocument: policy }));
    const PolicyArn = "arn:aws:iam::aws:policy/AmazonS3FullAccess";
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    expect((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(["storage"]);
    const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: "storage" }));
    expect(decodeURIComponent(PolicyDocument)).toBe(policy);
    const remove = () => iam.send(new DeleteRoleCommand({ RoleName }));
    expect(await refusal(remove())).toMatchObject({ code: "DeleteConflictException", status: 409 });
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    expect(await refusal(remove())).toMatchObject({ code: "DeleteConflictException" });
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "storage" }));
    expect((await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies).toEqual([]);
    await remove();
    expect(await refusal(iam.send(new GetRoleCommand({ RoleName })))).toMatchObject({
      code: "NoSuchEntityException",
      status: 404,
    });
  });

  it("refuse what is no policy, what is not there, and what AWS alone may change", async () => {
    const iam = adminOf("documents-dev");
    const create = (document: string) =>
      refusal(iam.send(new CreateRoleCommand({ RoleName: "x", AssumeRolePolicyDocument: document })));
    expect(await create("{not json")).toMatchObject({ code: "MalformedPolicyDocumentException", status: 400 });
    const RoleName = "documents-dev-app";
    const update = new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: "{}" });
    expect(await refusal(iam.send(update))).toMatchObject({ code: "MalformedPolicyDocumentException" });
    const gone = new DeleteRolePolicyCommand({ RoleName, PolicyName: "none" });
    expect(await refusal(iam.send(gone))).toMatchObject({ code: "NoSuchEntityException" });
    const nowhere = new AttachRolePolicyCommand({ RoleName, PolicyArn: "arn:aws:iam::aws:policy/NoSuchPolicy" });
    expect(await refusal(iam.send(nowhere))).toMatchObject({ code: "NoSuchEntityException" });
    const linked = new DeleteRoleCommand({ RoleName: "AWSServiceRoleForConfig" });
    expect(await refusal(iam.send(linked))).toMatchObject({ code: "UnmodifiableEntityException", status: 400 });
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust }));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).toBe(trust);
  });
});

describe("Breakwater's own role", () => {
  it("deleted, nobody signs in; made again by a person, it is as the StackSet makes it", async () => {
    const { id } = accountNamed(model, "billing-dev");
    const iam = await handlersOf(model.world, "IAM");
    const caller: Caller = { accountId: id, arn: "arn:aws:sts::1:assumed-role/Staff/elena", kind: "person" };
    const context = { service: "IAM", operation: "", region: "us-east-1", caller, headers: {}, requestId: "1" };
    const RoleName = "BreakwaterRead";
    iam["DeleteRole"]?.({ RoleName } as never, context);
    expect(model.world.account(id)?.roles.read).toBe(false);
    expect(await refusal(assume(model, id, "reader"))).toMatchObject({ code: "AccessDenied" });
    iam["CreateRole"]?.({ RoleName, AssumeRolePolicyDocument: trust } as never, context);
    expect(model.world.account(id)?.roles.read).toBe(true);
    const again = clientWith(await assume(model, id, "reader"));
    expect((await again.send(new ListPoliciesCommand({ Scope: "Local" }))).Policies?.length).toBeGreaterThan(0);
  });

  it("loses what was changed of it when it is deleted, and has no policies when an administrator makes it", async () => {
    const { id } = accountNamed(model, "policies-dev");
    const iam = adminOf("policies-dev");
    const RoleName = "BreakwaterRead";
    expect(await refusal(iam.send(new DeleteRoleCommand({ RoleName })))).toMatchObject({
      code: "DeleteConflictException",
    });
    const PolicyArn = `arn:aws:iam::${id}:policy/BreakwaterReadSettings`;
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
    expect(await refusal(assume(model, id, "reader"))).toMatchObject({ code: "AccessDenied" });
    const { Role } = await adminOf("claims-dev").send(new GetRoleCommand({ RoleName }));
    const AssumeRolePolicyDocument = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const reader = clientWith(await assume(model, id, "reader"));
    expect((await refusal(reader.send(new ListPoliciesCommand({})))).code).toMatch(/^AccessDenied/);
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await reader.send(new ListPoliciesCommand({}));
  });
});
