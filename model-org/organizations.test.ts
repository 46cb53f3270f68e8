import { ListRegionsCommand } from "@aws-sdk/client-account";
import * as Api from "@aws-sdk/client-organizations";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { GetPublicAccessBlockCommand } from "@aws-sdk/client-s3-control";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountNamed, assume, clientsWith, type Keys, refusal } from "@/testing/model-clients";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import { World } from "./world/world";

let model: RunningModelOrg;
let organizations: Api.OrganizationsClient;

beforeAll(async () => {
  model = await startModelOrg();
  organizations = clientsWith(model, "us-east-1").organizations;
});

afterAll(() => model.stop());

const idOf = (name: string) => accountNamed(model, name).id;
const ouId = (name: string) => model.world.tree.ous.find((ou) => ou.name === name)?.id ?? expect.fail(name);
const rootId = () => model.world.tree.rootId;
const policyId = (name: string) => model.world.tree.policies.find((one) => one.name === name)?.id ?? expect.fail(name);

const hub = (): Api.OrganizationsClient =>
  as({ accessKeyId: model.roles.reader.accessKeyId, secretAccessKey: "model" });
const as = (keys: Keys) => clientsWith(model, "us-east-1", keys).organizations;
const reader = async (account: string) => clientsWith(model, "us-east-1", await assume(model, idOf(account), "reader"));

/** Somebody who may everything in an account. */
async function administratorOf(account: string): Promise<Api.OrganizationsClient> {
  const RoleArn = `arn:aws:iam::${idOf(account)}:role/OrganizationAccountAccessRole`;
  const { Credentials: given } = await clientsWith(model, "us-east-1").sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" }),
  );
  return as({
    accessKeyId: given?.AccessKeyId ?? "",
    secretAccessKey: given?.SecretAccessKey ?? "",
    sessionToken: given?.SessionToken ?? "",
  });
}

const scp = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const deny = (...Action: string[]) => scp({ Effect: "Deny", Action, Resource: "*" });
const s3 = (block: object) => JSON.stringify({ s3_attributes: { public_access_block_configuration: block } });

async function made(Name: string, Type: Api.PolicyType, Content: string): Promise<string> {
  const { Policy } = await organizations.send(
    new Api.CreatePolicyCommand({ Name, Type, Content, Description: "For a test." }),
  );
  return Policy?.PolicySummary?.Id ?? expect.fail("The policy has no id.");
}

const attach = (PolicyId: string, TargetId: string) =>
  organizations.send(new Api.AttachPolicyCommand({ PolicyId, TargetId }));
const detach = (PolicyId: string, TargetId: string) =>
  organizations.send(new Api.DetachPolicyCommand({ PolicyId, TargetId }));

async function dropped(PolicyId: string, ...targets: string[]): Promise<void> {
  for (const target of targets) await detach(PolicyId, target);
  await organizations.send(new Api.DeletePolicyCommand({ PolicyId }));
}

const effective = async (account: string, PolicyType: Api.EffectivePolicyType): Promise<unknown> => {
  const asked = { PolicyType, TargetId: idOf(account) };
  const { EffectivePolicy } = await organizations.send(new Api.DescribeEffectivePolicyCommand(asked));
  return JSON.parse(EffectivePolicy?.PolicyContent ?? "null");
};

async function attachedTo(TargetId: string, Filter: Api.PolicyType): Promise<(string | undefined)[]> {
  const { Policies = [] } = await organizations.send(new Api.ListPoliciesForTargetCommand({ TargetId, Filter }));
  return Policies.map(({ Name }) => Name);
}

describe("the tree", () => {
  it("is walked down page by page, every account and OU once, and up again", async () => {
    const found: string[] = [];
    const parents = [rootId()];
    for (const ParentId of parents) {
      const client = { client: organizations, pageSize: 3 };
      for await (const page of Api.paginateListOrganizationalUnitsForParent(client, { ParentId })) {
        for (const { Id = "", Path } of page.OrganizationalUnits ?? []) {
          expect(Path).toMatch(new RegExp(`^${model.organizationId}/${rootId()}/(.*/)?${Id}/$`));
          parents.push(Id);
        }
      }
      for await (const page of Api.paginateListAccountsForParent(client, { ParentId })) {
        expect(page.Accounts?.length).toBeLessThanOrEqual(3);
        found.push(...(page.Accounts ?? []).map(({ Id = "" }) => Id));
      }
      const children: (string | undefined)[] = [];
      for await (const page of Api.paginateListChildren(client, { ParentId, ChildType: "ACCOUNT" })) {
        children.push(...(page.Children ?? []).map(({ Id }) => Id));
      }
      expect(children).toEqual(found.slice(found.length - children.length));
    }
    expect(parents).toHaveLength(model.world.tree.ous.length + 1);
    expect(found.toSorted()).toEqual(model.world.tree.accounts.map(({ id }) => id).toSorted());
    const { Parents } = await organizations.send(new Api.ListParentsCommand({ ChildId: idOf("claims-dev") }));
    expect(Parents).toEqual([{ Id: ouId("Dev"), Type: "ORGANIZATIONAL_UNIT" }]);
    const { Account } = await organizations.send(new Api.DescribeAccountCommand({ AccountId: idOf("claims-dev") }));
    expect(Account?.Paths).toEqual([
      `${model.organizationId}/${[rootId(), ouId("Workloads"), ouId("Dev"), idOf("claims-dev")].join("/")}/`,
    ]);
  });

  it("refuses what is not there, pages that are too large and tokens nobody gave", async () => {
    const none = "ou-none-00000000";
    expect(await refusal(organizations.send(new Api.ListAccountsForParentCommand({ ParentId: none })))).toMatchObject({
      code: "ParentNotFoundException",
      status: 400,
    });
    expect((await refusal(organizations.send(new Api.ListParentsCommand({ ChildId: "111122223333" })))).code).toBe(
      "ChildNotFoundException",
    );
    const ou = { OrganizationalUnitId: none };
    expect((await refusal(organizations.send(new Api.DescribeOrganizationalUnitCommand(ou)))).code).toBe(
      "OrganizationalUnitNotFoundException",
    );
    expect(
      (await refusal(organizations.send(new Api.DescribeAccountCommand({ AccountId: "111122223333" })))).code,
    ).toBe("AccountNotFoundException");
    expect((await refusal(organizations.send(new Api.ListAccountsCommand({ MaxResults: 21 })))).code).toBe(
      "InvalidInputException",
    );
    expect((await refusal(organizations.send(new Api.ListAccountsCommand({ NextToken: "x" })))).code).toBe(
      "InvalidInputException",
    );
  });

  it("takes OUs that are made, renamed, filled, emptied and deleted", async () => {
    const make = (Name: string, ParentId = ouId("Prod")) =>
      organizations.send(
        new Api.CreateOrganizationalUnitCommand({ ParentId, Name, Tags: [{ Key: "Owner", Value: "a" }] }),
      );
    const { OrganizationalUnit: ou } = await make("Regulated");
    const Id = ou?.Id ?? "";
    expect((await refusal(make("Regulated"))).code).toBe("DuplicateOrganizationalUnitException");
    const update = { OrganizationalUnitId: Id, Name: "Supervised" };
    await organizations.send(new Api.UpdateOrganizationalUnitCommand(update));
    const described = await organizations.send(new Api.DescribeOrganizationalUnitCommand({ OrganizationalUnitId: Id }));
    expect(described.OrganizationalUnit?.Name).toBe("Supervised");
    // AWS attaches its own policies to what is made.
    expect(await attachedTo(Id, "SERVICE_CONTROL_POLICY")).toEqual(["FullAWSAccess"]);
    const move = (SourceParentId: string, DestinationParentId: string) =>
      organizations.send(
        new Api.MoveAccountCommand({ AccountId: idOf("billing-prod"), SourceParentId, DestinationParentId }),
      );
    expect((await refusal(move(ouId("Dev"), Id))).code).toBe("SourceParentNotFoundException");
    expect((await refusal(move(ouId("Prod"), "ou-none-00000000"))).code).toBe("DestinationParentNotFoundException");
    expect((await refusal(move(ouId("Prod"), ouId("Prod")))).code).toBe("DuplicateAccountException");
    await move(ouId("Prod"), Id);
    const { Accounts } = await organizations.send(new Api.ListAccountsForParentCommand({ ParentId: Id }));
    expect(Accounts?.map((one) => one.Id)).toEqual([idOf("billing-prod")]);
    const remove = () => organizations.send(new Api.DeleteOrganizationalUnitCommand({ OrganizationalUnitId: Id }));
    expect((await refusal(remove())).code).toBe("OrganizationalUnitNotEmptyException");
    const again = new World(model.world.options);
    again.restore(structuredClone(model.world.changes));
    expect(again.policiesAt(Id, "SERVICE_CONTROL_POLICY")).toHaveLength(1);
    again.s3PolicyOf(again.account(idOf("billing-prod")) ?? expect.fail());
    expect(again.ou(Id)).toMatchObject({ name: "Supervised", parentId: ouId("Prod") });
    await move(Id, ouId("Prod"));
    await remove();
    expect((await refusal(remove())).code).toBe("OrganizationalUnitNotFoundException");
  });

  it("shows an account that joins, under AWS's own policies, and what it inherits where it is moved", async () => {
    const under = async (ParentId: string) => {
      const { Accounts = [] } = await organizations.send(new Api.ListAccountsForParentCommand({ ParentId }));
      return Accounts.map(({ Name }) => Name);
    };
    expect(await under(ouId("Acquired"))).toEqual([]);
    const joined = model.world.join("northgate-core") ?? expect.fail("It does not join.");
    expect(await under(ouId("Acquired"))).toEqual([joined.name]);
    expect(await attachedTo(joined.id, "SERVICE_CONTROL_POLICY")).toEqual(["FullAWSAccess"]);
    expect(model.world.s3PolicyOf(joined)).toBeUndefined();
    await organizations.send(
      new Api.MoveAccountCommand({
        AccountId: joined.id,
        SourceParentId: ouId("Acquired"),
        DestinationParentId: ouId("Infrastructure"),
      }),
    );
    expect(await under(ouId("Acquired"))).toEqual([]);
    expect(await under(ouId("Infrastructure"))).toContain(joined.name);
    expect(await effective("northgate-core", "S3_POLICY")).toEqual({
      s3_attributes: { public_access_block_configuration: "all" },
    });
  });

  it("is at most five OUs deep", async () => {
    const below = async (ParentId: string, depth: number): Promise<string[]> => {
      const { OrganizationalUnit } = await organizations.send(
        new Api.CreateOrganizationalUnitCommand({ ParentId, Name: `Level ${depth}` }),
      );
      const id = OrganizationalUnit?.Id ?? "";
      if (depth < 5) return [...(await below(id, depth + 1)), id];
      const tooDeep = new Api.CreateOrganizationalUnitCommand({ ParentId: id, Name: "Level 6" });
      expect((await refusal(organizations.send(tooDeep))).code).toBe("ConstraintViolationException");
      return [id];
    };
    for (const OrganizationalUnitId of await below(ouId("Prod"), 3)) {
      await organizations.send(new Api.DeleteOrganizationalUnitCommand({ OrganizationalUnitId }));
    }
  });
});

describe("who may ask", () => {
  it("is the management account and delegated administrators; others only about themselves", async () => {
    await hub().send(new Api.ListPoliciesCommand({ Filter: "S3_POLICY" }));
    const create = { Name: "x", Type: "S3_POLICY", Content: s3({ "@@assign": "all" }), Description: "" } as const;
    expect(await refusal(hub().send(new Api.CreatePolicyCommand(create)))).toMatchObject({
      code: "AccessDeniedException",
      status: 400,
    });
    const member = (await reader("claims-prod")).organizations;
    expect((await refusal(member.send(new Api.ListRootsCommand({})))).code).toBe("AccessDeniedException");
    const owner = await administratorOf("backup");
    const ask = (TargetId?: string) =>
      owner.send(new Api.DescribeEffectivePolicyCommand({ PolicyType: "S3_POLICY", TargetId }));
    expect((await ask()).EffectivePolicy?.TargetId).toBe(idOf("backup"));
    expect(
      (await (await administratorOf("build")).send(new Api.DescribeOrganizationCommand({}))).Organization?.Id,
    ).toBe(model.organizationId);
    const stranger = await administratorOf("build");
    const another = new Api.DescribeEffectivePolicyCommand({ PolicyType: "S3_POLICY", TargetId: idOf("backup") });
    expect((await refusal(stranger.send(another))).code).toBe("AccessDeniedException");
  });

  it("follows the resource policy, until it is changed", async () => {
    const { ResourcePolicy: before } = await hub().send(new Api.DescribeResourcePolicyCommand({}));
    expect(before?.Content).toContain("AuditReadsPolicies");
    const audit = await administratorOf("audit");
    await audit.send(new Api.ListPoliciesCommand({ Filter: "S3_POLICY" }));
    expect((await refusal(audit.send(new Api.ListAccountsCommand({})))).code).toBe("AccessDeniedException");
    const Content = scp({
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${model.world.hubAccountId}:root` },
      Action: "organizations:CreatePolicy",
      Resource: "*",
    });
    await organizations.send(new Api.PutResourcePolicyCommand({ Content }));
    // The account is let in; the hub's role still is not.
    const create = { Name: "x", Type: "S3_POLICY", Content: s3({ "@@assign": "all" }), Description: "" } as const;
    expect((await refusal(hub().send(new Api.CreatePolicyCommand(create)))).message).toContain("identity-based policy");
    await organizations.send(new Api.DeleteResourcePolicyCommand({}));
    expect((await refusal(hub().send(new Api.DescribeResourcePolicyCommand({})))).code).toBe(
      "ResourcePolicyNotFoundException",
    );
    await organizations.send(new Api.PutResourcePolicyCommand({ Content: before?.Content }));
    expect((await refusal(organizations.send(new Api.PutResourcePolicyCommand({ Content: "{" })))).code).toBe(
      "InvalidInputException",
    );
  });
});

describe("AWS's own policies", () => {
  it("are attached to the root, every OU and every account, told page by page", async () => {
    for (const PolicyId of ["p-FullAWSAccess", "p-RCPFullAWSAccess"]) {
      const targets: (string | undefined)[] = [];
      for await (const page of Api.paginateListTargetsForPolicy({ client: organizations }, { PolicyId })) {
        targets.push(...(page.Targets ?? []).map(({ TargetId }) => TargetId));
      }
      const { ous, accounts } = model.world.tree;
      expect(targets).toEqual([rootId(), ...ous.map(({ id }) => id), ...accounts.map(({ id }) => id)]);
    }
    expect(await attachedTo(idOf("claims-dev"), "RESOURCE_CONTROL_POLICY")).toEqual(["RCPFullAWSAccess"]);
    expect(await attachedTo(ouId("Dev"), "RESOURCE_CONTROL_POLICY")).toEqual([
      "EncryptedTransport",
      "RCPFullAWSAccess",
    ]);
  });

  it("are not changed, nor is the one of resources taken off, nor the last one of identities", async () => {
    const update = new Api.UpdatePolicyCommand({ PolicyId: "p-FullAWSAccess", Name: "Mine" });
    expect((await refusal(organizations.send(update))).code).toBe("InvalidInputException");
    const remove = new Api.DeletePolicyCommand({ PolicyId: "p-FullAWSAccess" });
    expect((await refusal(organizations.send(remove))).code).toBe("InvalidInputException");
    expect((await refusal(detach("p-RCPFullAWSAccess", ouId("Dev")))).code).toBe("InvalidInputException");
    expect((await refusal(detach("p-FullAWSAccess", ouId("Dev")))).code).toBe("ConstraintViolationException");
  });

  it("deny all below once another allows less in their place", async () => {
    const some = await made(
      "OnlyS3",
      "SERVICE_CONTROL_POLICY",
      scp({ Effect: "Allow", Action: "s3:*", Resource: "*" }),
    );
    const { s3: own, account } = await reader("policies-dev");
    await attach(some, ouId("Dev"));
    await detach("p-FullAWSAccess", ouId("Dev"));
    await own.send(new ListBucketsCommand({}));
    expect((await refusal(account.send(new ListRegionsCommand({})))).message).toContain("no service control policy");
    const targets: (string | undefined)[] = [];
    const asked = { PolicyId: "p-FullAWSAccess" };
    for await (const page of Api.paginateListTargetsForPolicy({ client: organizations }, asked)) {
      targets.push(...(page.Targets ?? []).map(({ TargetId }) => TargetId));
    }
    expect(targets).not.toContain(ouId("Dev"));
    expect(targets).toHaveLength(model.world.tree.ous.length + model.world.tree.accounts.length);
    await attach("p-FullAWSAccess", ouId("Dev"));
    await dropped(some, ouId("Dev"));
    await account.send(new ListRegionsCommand({}));
  });
});

describe("policies", () => {
  it("are made, read, changed, attached, told of and deleted", async () => {
    const id = await made("NoListing", "SERVICE_CONTROL_POLICY", deny("s3:ListAllMyBuckets"));
    const { Policy } = await organizations.send(new Api.DescribePolicyCommand({ PolicyId: id }));
    expect(Policy).toMatchObject({
      Content: deny("s3:ListAllMyBuckets"),
      PolicySummary: { Name: "NoListing", AwsManaged: false, Type: "SERVICE_CONTROL_POLICY" },
    });
    expect(Policy?.PolicySummary?.Arn).toBe(
      `arn:aws:organizations::${model.managementAccountId}:policy/${model.organizationId}/service_control_policy/${id}`,
    );
    const { s3: own } = await reader("policies-dev");
    await attach(id, ouId("Workloads"));
    expect((await refusal(own.send(new ListBucketsCommand({})))).message).toContain("service control policy");
    expect((await refusal(organizations.send(new Api.DeletePolicyCommand({ PolicyId: id })))).code).toBe(
      "PolicyInUseException",
    );
    expect((await refusal(attach(id, ouId("Workloads")))).code).toBe("DuplicatePolicyAttachmentException");
    const content = { PolicyId: id, Content: deny("s3:DeleteBucket"), Name: "NoDeleting" };
    await organizations.send(new Api.UpdatePolicyCommand(content));
    await own.send(new ListBucketsCommand({}));
    expect(await attachedTo(ouId("Workloads"), "SERVICE_CONTROL_POLICY")).toEqual(["FullAWSAccess", "NoDeleting"]);
    await dropped(id, ouId("Workloads"));
    expect((await refusal(organizations.send(new Api.DescribePolicyCommand({ PolicyId: id })))).code).toBe(
      "PolicyNotFoundException",
    );
    expect((await refusal(detach(policyId("KeepWatch"), ouId("Dev")))).code).toBe("PolicyNotAttachedException");
  });

  it("bind resources at an OU: what a resource control policy denies is denied below it", async () => {
    const content = scp({ Effect: "Deny", Principal: "*", Action: "s3:ListAllMyBuckets", Resource: "*" });
    const id = await made("NoLists", "RESOURCE_CONTROL_POLICY", content);
    await attach(id, ouId("Prod"));
    const [prod, dev] = [await reader("policies-prod"), await reader("policies-dev")];
    expect((await refusal(prod.s3.send(new ListBucketsCommand({})))).message).toContain("resource control policy");
    await dev.s3.send(new ListBucketsCommand({}));
    await dropped(id, ouId("Prod"));
  });

  it.each([
    ["text that is no JSON", "S3_POLICY", "{"],
    ["a list", "S3_POLICY", "[]"],
    ["another value than all or none", "S3_POLICY", s3({ "@@assign": "some" })],
    ["a single value that is appended", "S3_POLICY", s3({ "@@append": ["all"] })],
    [
      "a setting S3 does not know",
      "S3_POLICY",
      JSON.stringify({ s3_attributes: { versioning: { "@@assign": "on" } } }),
    ],
    ["another type's settings", "TAG_POLICY", s3({ "@@assign": "all" })],
    ["a value without an operator", "TAG_POLICY", JSON.stringify({ tags: { a: { tag_key: "A" } } })],
    ["an operator there is not", "BACKUP_POLICY", JSON.stringify({ plans: { a: { "@@merge": "b" } } })],
    ["a limit there is not", "S3_POLICY", s3({ "@@operators_allowed_for_child_policies": ["@@some"] })],
    ["a principal", "SERVICE_CONTROL_POLICY", scp({ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" })],
    ["no statement", "SERVICE_CONTROL_POLICY", JSON.stringify({ Version: "2012-10-17" })],
    [
      "an allowance",
      "RESOURCE_CONTROL_POLICY",
      scp({ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" }),
    ],
    ["all actions", "RESOURCE_CONTROL_POLICY", scp({ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" })],
  ] as const)("are refused with %s", async (_, type, content) => {
    expect(await refusal(made("Malformed", type, content))).toMatchObject({
      code: "MalformedPolicyDocumentException",
      status: 400,
    });
  });

  it("are refused under a name that is taken, too long, of no type, on no target, and beyond ten", async () => {
    expect((await refusal(made("BlockPublicAccess", "S3_POLICY", s3({ "@@assign": "all" })))).code).toBe(
      "DuplicatePolicyException",
    );
    expect((await refusal(made("Long", "SERVICE_CONTROL_POLICY", deny("s3:a".repeat(3000))))).code).toBe(
      "ConstraintViolationException",
    );
    const unknown = "NO_SUCH" as Api.PolicyType;
    expect((await refusal(made("Unknown", unknown, "{}"))).code).toBe("InvalidInputException");
    expect(await refusal(made("Unmodelled", "CHATBOT_POLICY", "{}"))).toMatchObject({ status: 501 });
    expect((await refusal(attach(policyId("KeepWatch"), "ou-none-00000000"))).code).toBe("TargetNotFoundException");
    expect((await refusal(attach(policyId("KeepWatch"), "nowhere"))).code).toBe("InvalidInputException");
    expect((await refusal(attach("p-0000000000", rootId()))).code).toBe("PolicyNotFoundException");

    const target = idOf("sandbox-ines");
    const ids: string[] = [];
    for (let i = 0; i < 10; i++) ids.push(await made(`Many${i}`, "S3_POLICY", s3({ "@@assign": "all" })));
    for (const id of ids) await attach(id, target);
    const more = await made("OneMore", "S3_POLICY", s3({ "@@assign": "all" }));
    expect((await refusal(attach(more, target))).code).toBe("ConstraintViolationException");
    for (const id of ids) await dropped(id, target);
    await dropped(more);
  });
});

describe("types of policies", () => {
  it("lose their attachments when they are turned off, and are refused then", async () => {
    const world = await startModelOrg();
    const client = clientsWith(world, "us-east-1").organizations;
    const toggle = { RootId: world.world.tree.rootId, PolicyType: "S3_POLICY" } as const;
    const { Root } = await client.send(new Api.DisablePolicyTypeCommand(toggle));
    expect(Root?.PolicyTypes?.map(({ Type }) => Type)).not.toContain("S3_POLICY");
    const account = accountNamed(world, "backup");
    expect(world.world.s3PolicyOf(account)).toBeUndefined();
    const PolicyId = world.world.tree.policies.find(({ name }) => name === "BlockPublicAccess")?.id;
    const onto = new Api.AttachPolicyCommand({ PolicyId, TargetId: account.id });
    expect((await refusal(client.send(onto))).code).toBe("PolicyTypeNotEnabledException");
    expect((await refusal(client.send(new Api.DisablePolicyTypeCommand(toggle)))).code).toBe(
      "PolicyTypeNotEnabledException",
    );
    const asked = { PolicyType: "S3_POLICY", TargetId: account.id } as const;
    expect((await refusal(client.send(new Api.DescribeEffectivePolicyCommand(asked)))).code).toBe(
      "EffectivePolicyNotFoundException",
    );
    await client.send(new Api.EnablePolicyTypeCommand(toggle));
    expect((await refusal(client.send(new Api.EnablePolicyTypeCommand(toggle)))).code).toBe(
      "PolicyTypeAlreadyEnabledException",
    );
    expect(world.world.s3PolicyOf(account)).toBeUndefined();
    await client.send(onto);
    expect(world.world.s3PolicyOf(account)).toBe("all");
    const elsewhere = new Api.EnablePolicyTypeCommand({ ...toggle, RootId: "r-none" });
    expect((await refusal(client.send(elsewhere))).code).toBe("RootNotFoundException");
    const without = { ...toggle, PolicyType: "SERVICE_CONTROL_POLICY" } as const;
    await client.send(new Api.DisablePolicyTypeCommand(without));
    const { s3: own } = clientsWith(
      world,
      "us-east-1",
      await assume(world, accountNamed(world, "claims-dev").id, "reader"),
    );
    await own.send(new ListBucketsCommand({}));
    await world.stop();
  });
});

describe("effective policies", () => {
  it("are the same to Organizations and to S3", async () => {
    expect(await effective("backup", "S3_POLICY")).toEqual({
      s3_attributes: { public_access_block_configuration: "all" },
    });
    const { s3control } = await reader("backup");
    const { PublicAccessBlockConfiguration: block } = await s3control.send(
      new GetPublicAccessBlockCommand({ AccountId: idOf("backup") }),
    );
    expect(Object.values(block ?? {})).toEqual([true, true, true, true]);
  });

  it("follow inheritance: a child's exception where it is allowed, and the first of two on a target", async () => {
    const none = await made("Open", "S3_POLICY", s3({ "@@assign": "none" }));
    const all = await made("Closed", "S3_POLICY", s3({ "@@assign": "all" }));
    const target = idOf("build");
    await attach(none, target);
    await attach(all, target);
    expect(model.world.s3PolicyOf(accountNamed(model, "build"))).toBe("none");
    await detach(none, target);
    await attach(none, target);
    expect(model.world.s3PolicyOf(accountNamed(model, "build"))).toBe("all");
    const locked = { "@@operators_allowed_for_child_policies": ["@@none"], "@@assign": "all" };
    const PolicyId = policyId("BlockPublicAccess");
    await organizations.send(new Api.UpdatePolicyCommand({ PolicyId, Content: s3(locked) }));
    await detach(all, target);
    expect(model.world.s3PolicyOf(accountNamed(model, "build"))).toBe("all");
    await organizations.send(new Api.UpdatePolicyCommand({ PolicyId, Content: s3({ "@@assign": "all" }) }));
    expect(model.world.s3PolicyOf(accountNamed(model, "build"))).toBe("none");
    await dropped(none, target);
    await dropped(all);
  });

  it("are of every kind: enforced tags, reported tags, a backup plan, and none at all", async () => {
    expect(await effective("claims-prod", "TAG_POLICY")).toMatchObject({
      tags: { dataclassification: { enforced_for: ["s3:bucket"] } },
    });
    expect(JSON.stringify(await effective("claims-dev", "TAG_POLICY"))).not.toContain("enforced_for");
    expect(await effective("claims-prod", "BACKUP_POLICY")).toHaveProperty("plans.daily.rules.weekly");
    expect((await refusal(effective("sandbox-ines", "TAG_POLICY"))).code).toBe("EffectivePolicyNotFoundException");
    expect((await refusal(effective("claims-prod", "DECLARATIVE_POLICY_EC2"))).code).toBe(
      "EffectivePolicyNotFoundException",
    );
    const covered = model.world.tree.accounts.filter((account) => model.world.s3PolicyOf(account) !== undefined);
    expect(covered.map(({ ouId: id }) => id)).toEqual(covered.map(() => ouId("Infrastructure")));
  });

  it("are of accounts only, and of types that are merged only", async () => {
    const ask = (PolicyType: string, TargetId?: string) =>
      refusal(
        organizations.send(
          new Api.DescribeEffectivePolicyCommand({ PolicyType: PolicyType as Api.EffectivePolicyType, TargetId }),
        ),
      );
    expect((await ask("S3_POLICY", ouId("Dev"))).code).toBe("InvalidInputException");
    expect((await ask("S3_POLICY", "111122223333")).code).toBe("TargetNotFoundException");
    expect((await ask("SERVICE_CONTROL_POLICY")).code).toBe("InvalidInputException");
    expect((await ask("NO_SUCH")).code).toBe("InvalidInputException");
    expect((await ask("S3_POLICY")).code).toBe("EffectivePolicyNotFoundException");
  });

  it.each([
    ["S3_POLICY", "web-campaigns", "KEY_REQUIRED", ["TeamDecides"]],
    ["BACKUP_POLICY", "legal-hold-prod", "ELEMENTS_TOO_MANY", ["DailyBackup", "LegalHoldBackup"]],
  ] as const)("are found invalid where they are: %s in %s", async (PolicyType, account, code, policies) => {
    const { Accounts } = await hub().send(new Api.ListAccountsWithInvalidEffectivePolicyCommand({ PolicyType }));
    expect(Accounts?.map(({ Id }) => Id)).toEqual([idOf(account)]);
    const errors = (AccountId: string) =>
      hub().send(new Api.ListEffectivePolicyValidationErrorsCommand({ AccountId, PolicyType }));
    const { EffectivePolicyValidationErrors: found, Path } = await errors(idOf(account));
    expect(found).toMatchObject([{ ErrorCode: code, ContributingPolicies: policies.map(policyId).toSorted() }]);
    expect(Path).toContain(`/${idOf(account)}/`);
    const valid = await errors(idOf(PolicyType === "S3_POLICY" ? "backup" : "claims-prod"));
    expect(valid.EffectivePolicyValidationErrors).toEqual([]);
    expect((await refusal(errors(idOf("sandbox-ines")))).code).toBe("EffectivePolicyNotFoundException");
  });

  it("invalid in an OU are invalid in every account of it without a better one", async () => {
    const undecided = await made("Undecided", "S3_POLICY", s3({ "@@operators_allowed_for_child_policies": ["@@all"] }));
    const better = await made("Better", "S3_POLICY", s3({ "@@assign": "all" }));
    await attach(undecided, ouId("Sandbox"));
    await attach(better, idOf("sandbox-yuki"));
    const found: (string | undefined)[] = [];
    const asked = { PolicyType: "S3_POLICY" } as const;
    const pages = Api.paginateListAccountsWithInvalidEffectivePolicy({ client: organizations, pageSize: 2 }, asked);
    for await (const { Accounts = [] } of pages) found.push(...Accounts.map(({ Name }) => Name));
    expect(found.toSorted()).toEqual(
      ["hackathon-2026", "sandbox-ines", "sandbox-priya", "sandbox-tomas", "web-campaigns"].map(
        (name) => `aldermoor-${name}`,
      ),
    );
    await dropped(undecided, ouId("Sandbox"));
    await dropped(better, idOf("sandbox-yuki"));
    const none = new Api.ListAccountsWithInvalidEffectivePolicyCommand({ PolicyType: "DECLARATIVE_POLICY_EC2" });
    expect((await refusal(organizations.send(none))).code).toBe("EffectivePolicyNotFoundException");
  });
});

describe("delegated administrators", () => {
  const administrators = async (ServicePrincipal?: string) => {
    const { DelegatedAdministrators = [] } = await hub().send(
      new Api.ListDelegatedAdministratorsCommand({ ServicePrincipal }),
    );
    return DelegatedAdministrators.map(({ Name }) => Name?.replace("aldermoor-", ""));
  };
  const register = (account: string, ServicePrincipal: string) =>
    organizations.send(new Api.RegisterDelegatedAdministratorCommand({ AccountId: idOf(account), ServicePrincipal }));

  it("are told by service, and services by account", async () => {
    expect(await administrators()).toEqual(expect.arrayContaining(["security-tooling", "backup"]));
    expect(await administrators("macie.amazonaws.com")).toEqual(["security-tooling"]);
    expect(await administrators("inspector2.amazonaws.com")).toEqual([]);
    const services = (account: string) =>
      organizations.send(new Api.ListDelegatedServicesForAccountCommand({ AccountId: idOf(account) }));
    const { DelegatedServices } = await services("backup");
    expect(DelegatedServices?.map(({ ServicePrincipal }) => ServicePrincipal)).toEqual(["backup.amazonaws.com"]);
    expect((await refusal(services("audit"))).code).toBe("AccountNotRegisteredException");
  });

  it("are registered once their service is trusted, and deregistered", async () => {
    const service = "inspector2.amazonaws.com";
    const refused = async (...given: Parameters<typeof register>) => {
      const { code, message } = await refusal(register(...given));
      return `${code}: ${message}`;
    };
    expect(await refused("audit", service)).toContain("enable service access");
    await organizations.send(new Api.EnableAWSServiceAccessCommand({ ServicePrincipal: service }));
    expect(await refused("management", service)).toContain("management account");
    expect(await refused("northgate-acquired", service)).toContain("suspended");
    expect(await refused("audit", "macie.amazonaws.com")).toContain("ConstraintViolationException");
    expect(await refused("security-tooling", "macie.amazonaws.com")).toContain("AccountAlreadyRegisteredException");
    expect(await refused("audit", "nothing.example")).toContain("InvalidInputException");
    await register("audit", service);
    expect(await administrators(service)).toEqual(["audit"]);
    const { EnabledServicePrincipals } = await organizations.send(
      new Api.ListAWSServiceAccessForOrganizationCommand({}),
    );
    expect(EnabledServicePrincipals?.map(({ ServicePrincipal }) => ServicePrincipal)).toContain(service);
    const deregister = new Api.DeregisterDelegatedAdministratorCommand({
      AccountId: idOf("audit"),
      ServicePrincipal: service,
    });
    await organizations.send(deregister);
    expect((await refusal(organizations.send(deregister))).code).toBe("AccountNotRegisteredException");
    await organizations.send(new Api.DisableAWSServiceAccessCommand({ ServicePrincipal: service }));
  });
});

describe("tags of accounts, OUs and policies", () => {
  it("are read, set and taken away", async () => {
    const tags = async (ResourceId: string) =>
      (await organizations.send(new Api.ListTagsForResourceCommand({ ResourceId }))).Tags;
    expect(await tags(idOf("claims-prod"))).toContainEqual({ Key: "Team", Value: "claims" });
    expect(await tags(idOf("sandbox-ines"))).toEqual([]);
    for (const ResourceId of [idOf("sandbox-ines"), ouId("Acquired"), policyId("KeepWatch"), rootId()]) {
      const before = await tags(ResourceId);
      await organizations.send(new Api.TagResourceCommand({ ResourceId, Tags: [{ Key: "Cost", Value: "1" }] }));
      expect(await tags(ResourceId)).toContainEqual({ Key: "Cost", Value: "1" });
      await organizations.send(new Api.UntagResourceCommand({ ResourceId, TagKeys: ["Cost"] }));
      expect(await tags(ResourceId)).toEqual(before);
    }
    const set = (Tags: Api.Tag[], ResourceId = rootId()) =>
      refusal(organizations.send(new Api.TagResourceCommand({ ResourceId, Tags })));
    expect((await set([], "ou-none-00000000")).code).toBe("TargetNotFoundException");
    expect((await set([{ Key: "aws:x", Value: "" }])).code).toBe("InvalidInputException");
    const twice = { Key: "a", Value: "" };
    expect((await set([twice, twice])).code).toBe("InvalidInputException");
    const many = Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: "" }));
    expect((await set(many)).code).toBe("ConstraintViolationException");
  });
});
