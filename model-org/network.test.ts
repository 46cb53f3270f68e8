import {
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeRouteTablesCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  ModifyVpcEndpointCommand,
  paginateDescribeRouteTables,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Transport } from "@/collectors/runtime/transport";
import { accountNamed, assume, type Keys, refusal } from "@/testing/model-clients";
import { openSession } from "./iam/sessions";
import { type RunningModelOrg, startModelOrg } from "./start-model-org";
import { vpcs } from "./world/networks";

let model: RunningModelOrg;
const region = "eu-west-1";

beforeAll(async () => {
  model = await startModelOrg();
});

afterAll(async () => {
  await model.stop();
});

const clientWith = (keys: Keys, where = region) =>
  new EC2Client({
    region: where,
    credentials: keys,
    maxAttempts: 1,
    requestHandler: new Transport({ url: model.url }),
  });

const readerOf = async (name: string, where = region) =>
  clientWith(await assume(model, accountNamed(model, name).id, "reader"), where);

function personOf(name: string) {
  const { id } = accountNamed(model, name);
  const arn = `arn:aws:sts::${id}:assumed-role/Staff/mara`;
  const { accessKeyId, token } = openSession({ accountId: id, arn, kind: "person" }, 3600);
  return clientWith({ accessKeyId, secretAccessKey: "model", sessionToken: token });
}

const doorsOf = async (ec2: EC2Client) => (await ec2.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints ?? [];

/** The network of an account's workloads, and its private tables. */
async function workloadsOf(ec2: EC2Client) {
  const isDefault = { Name: "is-default", Values: ["false"] };
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ Filters: [isDefault] }));
  const VpcId = Vpcs[0]?.VpcId ?? expect.fail("The account has no network.");
  const { RouteTables = [] } = await ec2.send(
    new DescribeRouteTablesCommand({
      Filters: [
        { Name: "vpc-id", Values: [VpcId] },
        { Name: "tag:Name", Values: ["private-*"] },
      ],
    }),
  );
  return { VpcId, tables: RouteTables.map(({ RouteTableId = "" }) => RouteTableId) };
}

describe("networks", () => {
  it("of access points exist in the access points' region", async () => {
    const { id } = accountNamed(model, "data-lake-prod");
    const behind = model.world.accessPointsOf(id).filter(({ vpcId }) => vpcId !== null);
    expect(behind.length).toBeGreaterThan(0);
    for (const where of new Set(behind.map((point) => point.region))) {
      const wanted = behind.filter((point) => point.region === where).map(({ vpcId }) => vpcId ?? "");
      const ec2 = await readerOf("data-lake-prod", where);
      const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [...new Set(wanted)] }));
      expect(Vpcs.length).toBeGreaterThan(0);
    }
  });

  it("are default ones nothing runs in, default ones something runs in, and workloads' own", () => {
    const kinds = model.world.tree.accounts.flatMap(({ id }) => {
      const found = model.world.records.list(vpcs, id, region);
      return found.length === 0
        ? ["none"]
        : found.map((vpc) => `${vpc.isDefault ? "default" : "own"} ${vpc.interfaces > 0 ? "used" : "idle"}`);
    });
    expect([...new Set(kinds)].sort()).toEqual(["default idle", "default used", "none", "own used"]);
  });

  it("hold the interfaces of what runs in them", async () => {
    const ec2 = await readerOf("claims-prod");
    const { VpcId } = await workloadsOf(ec2);
    const asked = new DescribeNetworkInterfacesCommand({ Filters: [{ Name: "vpc-id", Values: [VpcId] }] });
    expect((await ec2.send(asked)).NetworkInterfaces?.length).toBeGreaterThan(2);
  });

  it("are asked by id and filter, and refuse what is not there", async () => {
    const ec2 = await readerOf("claims-prod");
    const { VpcId } = await workloadsOf(ec2);
    const one = await ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }));
    expect(one.Vpcs).toMatchObject([{ VpcId, IsDefault: false, State: "available" }]);
    const missing = ec2.send(new DescribeVpcsCommand({ VpcIds: ["vpc-00000000000000000"] }));
    expect(await refusal(missing)).toMatchObject({ code: "InvalidVpcID.NotFound", status: 400 });
    const wrong = ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: "colour", Values: ["red"] }] }));
    expect(await refusal(wrong)).toMatchObject({ code: "InvalidParameterValue" });
    const few = ec2.send(new DescribeVpcsCommand({ MaxResults: 2 }));
    expect(await refusal(few)).toMatchObject({ code: "InvalidParameterValue" });
  });

  it("have tables in pages that add up, with a route to each gateway", async () => {
    const client = await readerOf("data-lake-prod");
    const whole = (await client.send(new DescribeRouteTablesCommand({}))).RouteTables ?? [];
    const paged: (string | undefined)[] = [];
    for await (const { RouteTables = [] } of paginateDescribeRouteTables({ client, pageSize: 5 }, {})) {
      paged.push(...RouteTables.map(({ RouteTableId }) => RouteTableId));
    }
    expect(paged).toEqual(whole.map(({ RouteTableId }) => RouteTableId));
    const [gateway] = (await doorsOf(client)).filter(({ VpcEndpointType }) => VpcEndpointType === "Gateway");
    const led = whole.filter(({ Routes }) => Routes?.some(({ GatewayId }) => GatewayId === gateway?.VpcEndpointId));
    expect(led.map(({ RouteTableId }) => RouteTableId).sort()).toEqual([...(gateway?.RouteTableIds ?? [])].sort());
    expect(whole.some(({ Associations }) => Associations?.some(({ Main }) => Main))).toBe(true);
  });
});

describe("regions", () => {
  it("are those an account may use, or all with how they stand", async () => {
    const ec2 = await readerOf("claims-prod");
    const enabled = (await ec2.send(new DescribeRegionsCommand({}))).Regions ?? [];
    expect(enabled.map(({ RegionName }) => RegionName)).not.toContain("me-central-1");
    const all = (await ec2.send(new DescribeRegionsCommand({ AllRegions: true }))).Regions ?? [];
    expect(all.find(({ RegionName }) => RegionName === "me-central-1")).toMatchObject({ OptInStatus: "not-opted-in" });
    const optedIn = (await readerOf("data-lake-prod")).send(
      new DescribeRegionsCommand({ Filters: [{ Name: "opt-in-status", Values: ["opted-in"] }] }),
    );
    expect((await optedIn).Regions?.map(({ RegionName }) => RegionName)).toEqual(["me-central-1"]);
    const off = (await readerOf("claims-prod", "me-central-1")).send(new DescribeVpcsCommand({}));
    expect(await refusal(off)).toMatchObject({ code: "AuthFailure", status: 401 });
  });
});

describe("endpoints", () => {
  it.each([
    ["data-lake-prod", "Gateway", "aws:ResourceOrgID", 2],
    ["claims-prod", "Gateway", "aldermoor-claims-prod-*", 2],
    ["payments-prod", "Gateway", "aws:ResourceAccount", 2],
    ["underwriting-prod", "Gateway", "StringNotEqualsIfExists", 2],
    ["portal-prod", "Gateway", '"Resource":"*"', 0],
    ["billing-prod", "Gateway", '"Resource":"*"', 1],
    ["documents-prod", "Interface", '"Resource":"*"', 0],
  ])("of %s: a %s whose policy says %s, led to by %i tables", async (account, type, says, tables) => {
    const found = (await doorsOf(await readerOf(account))).find(({ VpcEndpointType }) => VpcEndpointType === type);
    expect(found?.PolicyDocument).toContain(says);
    expect(found?.RouteTableIds).toHaveLength(tables);
    expect(found).toMatchObject({ State: "available", ServiceName: "com.amazonaws.eu-west-1.s3" });
  });

  it("are another service's, not accepted yet, or none", async () => {
    const dynamo = await doorsOf(await readerOf("telematics-prod"));
    expect(dynamo.map(({ ServiceName }) => ServiceName)).toEqual(["com.amazonaws.eu-west-1.dynamodb"]);
    const [waiting] = await doorsOf(await readerOf("partner-exchange-prod"));
    expect(waiting).toMatchObject({ State: "pendingAcceptance" });
    expect(await doorsOf(await readerOf("audit"))).toEqual([]);
  });

  it("are made, restricted, led to and taken away: each read back", async () => {
    const ec2 = personOf("telematics-prod");
    const { VpcId, tables } = await workloadsOf(ec2);
    const ServiceName = `com.amazonaws.${region}.s3`;
    const create = (more: object = {}) =>
      ec2.send(new CreateVpcEndpointCommand({ VpcId, ServiceName, RouteTableIds: tables.slice(0, 1), ...more }));
    const refused = async (more: object) => (await refusal(create(more))).code;
    expect(await refused({ VpcId: "vpc-0" })).toBe("InvalidVpcId.NotFound");
    expect(await refused({ ServiceName: "com.amazonaws.eu-west-1.nothing" })).toBe("InvalidServiceName");
    expect(await refused({ PolicyDocument: "{" })).toBe("InvalidPolicyDocument");
    expect(await refused({ RouteTableIds: ["rtb-0"] })).toBe("InvalidRouteTableId.NotFound");
    expect(await refused({ SubnetIds: ["subnet-0"] })).toBe("InvalidParameter");
    expect(await refused({ DryRun: true })).toBe("DryRunOperation");
    const { VpcEndpoint } = await create();
    const VpcEndpointId = VpcEndpoint?.VpcEndpointId;
    expect(VpcEndpoint).toMatchObject({ VpcId, State: "available", VpcEndpointType: "Gateway" });
    expect(await refused({})).toBe("RouteAlreadyExists");
    const PolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:Get*", Resource: "*" }],
    });
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, PolicyDocument, AddRouteTableIds: tables }));
    const ask = () => ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId ?? ""] }));
    expect((await ask()).VpcEndpoints).toMatchObject([{ PolicyDocument, RouteTableIds: tables }]);
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, ResetPolicy: true }));
    expect((await ask()).VpcEndpoints?.[0]?.PolicyDocument).toContain("2008-10-17");
    const ids = { VpcEndpointIds: [VpcEndpointId ?? "", "vpce-0"] };
    const { Unsuccessful } = await ec2.send(new DeleteVpcEndpointsCommand(ids));
    expect(Unsuccessful?.map(({ ResourceId }) => ResourceId)).toEqual(["vpce-0"]);
    expect(await refusal(ask())).toMatchObject({ code: "InvalidVpcEndpointId.NotFound" });
    const gone = ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, ResetPolicy: true }));
    expect(await refusal(gone)).toMatchObject({ code: "InvalidVpcEndpointId.NotFound" });
  });
});
