import type * as Ec2 from "@aws-sdk/client-ec2";
import { refuseDisabledRegion } from "../iam/disabled-region";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type Vpc, vpcs } from "../world/networks";
import { isPolicyDocument } from "../world/read-policy";
import { openEndpointPolicy, type VpcEndpoint, vpcEndpoints } from "../world/vpc-endpoints";
import type { World } from "../world/world";
import { ec2Page, filtered, refuseMissing } from "./ec2-filters";
import { prefixListOf } from "./ec2-networks";

/** Services an endpoint of the model can lead to, and how. */
const served: Readonly<Record<string, readonly VpcEndpoint["type"][]>> = {
  s3: ["Gateway", "Interface"],
  dynamodb: ["Gateway"],
  kms: ["Interface"],
  sts: ["Interface"],
};

/** Endpoints of networks: read, made, changed and taken away. */
export function ec2Endpoints(world: World): HandlersOf<typeof Ec2> {
  function present(context: Context): VpcEndpoint[] {
    refuseDisabledRegion(world, context);
    return world.records.list(vpcEndpoints, context.caller.accountId, context.region);
  }
  const put = ({ caller, region }: Context, endpoint: VpcEndpoint) =>
    world.records.put(vpcEndpoints, caller.accountId, region, endpoint);

  const shown = ({ caller, region }: Context, endpoint: VpcEndpoint): Ec2.VpcEndpoint => ({
    VpcEndpointId: endpoint.id,
    VpcEndpointType: endpoint.type,
    VpcId: endpoint.vpcId,
    ServiceName: `com.amazonaws.${region}.${endpoint.service}`,
    // The client spells states with a capital; the service answers as the model keeps them.
    State: String(endpoint.state) as Ec2.State,
    PolicyDocument: endpoint.policy,
    RouteTableIds: endpoint.tables,
    SubnetIds: endpoint.subnets,
    Groups: [],
    PrivateDnsEnabled: endpoint.type === "Interface",
    RequesterManaged: false,
    NetworkInterfaceIds: endpoint.subnets.map((id) => `eni-${world.random.hex(17, "door", endpoint.id, id)}`),
    DnsEntries: [],
    CreationTimestamp: new Date(endpoint.createdAt),
    Tags: [],
    OwnerId: caller.accountId,
    ServiceRegion: region,
  });

  /** @throws AwsError for a table that is not the network's, or leads to the service by another endpoint already */
  function refuseTables(
    context: Context,
    vpc: Vpc | undefined,
    endpoint: VpcEndpoint,
    tables: readonly string[],
  ): void {
    const known = new Set(vpc?.tables.map(({ id }) => id));
    refuseMissing(tables, known, "InvalidRouteTableId.NotFound", "route table");
    for (const other of present(context)) {
      if (other.id === endpoint.id || other.service !== endpoint.service) continue;
      const taken = tables.find((id) => other.tables.includes(id));
      if (taken === undefined) continue;
      const list = prefixListOf(world, context.region, endpoint.service);
      throw new AwsError(
        "RouteAlreadyExists",
        `route table ${taken} already has a route with destination-prefix-list-id ${list}`,
      );
    }
  }

  const vpcOf = ({ caller, region }: Context, id: string | undefined) =>
    world.records.get(vpcs, caller.accountId, region, id ?? "");

  return {
    DescribeVpcEndpoints(input, context) {
      const all = present(context).map((endpoint) => shown(context, endpoint));
      const { VpcEndpointIds: ids } = input;
      const known = new Set(all.map(({ VpcEndpointId = "" }) => VpcEndpointId));
      refuseMissing(ids, known, "InvalidVpcEndpointId.NotFound", "Vpc Endpoint");
      const wanted = all.filter(({ VpcEndpointId = "" }) => ids === undefined || ids.includes(VpcEndpointId));
      const found = filtered(wanted, input.Filters, {
        "vpc-endpoint-id": ({ VpcEndpointId }) => VpcEndpointId,
        "vpc-endpoint-type": ({ VpcEndpointType }) => VpcEndpointType,
        "vpc-endpoint-state": ({ State }) => State,
        "vpc-id": ({ VpcId }) => VpcId,
        "service-name": ({ ServiceName }) => ServiceName,
        "service-region": ({ ServiceRegion }) => ServiceRegion,
      });
      const { items, next } = ec2Page(found, input);
      return { VpcEndpoints: items, NextToken: next };
    },

    CreateVpcEndpoint(input, context) {
      refuseDisabledRegion(world, context);
      const vpc = vpcOf(context, input.VpcId);
      if (!vpc) throw new AwsError("InvalidVpcId.NotFound", `The Vpc Id ${input.VpcId} does not exist`);
      const { VpcEndpointType: type = "Gateway", ServiceName = "", PolicyDocument } = input;
      const service = ServiceName.startsWith(`com.amazonaws.${context.region}.`) ? ServiceName.split(".").at(-1) : "";
      if (!service || !served[service]?.includes(type as VpcEndpoint["type"])) {
        throw new AwsError("InvalidServiceName", `The Vpc Endpoint Service '${ServiceName}' does not exist`);
      }
      const endpoint: VpcEndpoint = {
        id: `vpce-${world.random.hex(17, "made", vpc.id, world.clock.now().toISOString())}`,
        vpcId: vpc.id,
        type: type as VpcEndpoint["type"],
        service,
        state: "available",
        policy: policyFrom(PolicyDocument) ?? openEndpointPolicy,
        tables: input.RouteTableIds ?? [],
        subnets: input.SubnetIds ?? [],
        createdAt: world.clock.now().toISOString(),
      };
      refuseForeignParts(endpoint);
      refuseTables(context, vpc, endpoint, endpoint.tables);
      refuseDryRun(input.DryRun);
      put(context, endpoint);
      return {
        VpcEndpoint: shown(context, endpoint),
        ...(input.ClientToken ? { ClientToken: input.ClientToken } : {}),
      };
    },

    ModifyVpcEndpoint(input, context) {
      const before = present(context).find(({ id }) => id === input.VpcEndpointId);
      if (!before) {
        throw new AwsError(
          "InvalidVpcEndpointId.NotFound",
          `The Vpc Endpoint Id '${input.VpcEndpointId}' does not exist`,
        );
      }
      const { AddRouteTableIds: added = [], RemoveRouteTableIds: removed = [] } = input;
      const { AddSubnetIds: entered = [], RemoveSubnetIds: left = [] } = input;
      refuseTables(context, vpcOf(context, before.vpcId), before, added);
      const policy = input.ResetPolicy ? openEndpointPolicy : (policyFrom(input.PolicyDocument) ?? before.policy);
      const after: VpcEndpoint = {
        ...before,
        policy,
        tables: [...new Set([...before.tables, ...added])].filter((id) => !removed.includes(id)),
        subnets: [...new Set([...before.subnets, ...entered])].filter((id) => !left.includes(id)),
      };
      refuseForeignParts(after);
      refuseDryRun(input.DryRun);
      put(context, after);
      return { Return: true };
    },

    DeleteVpcEndpoints(input, context) {
      const known = new Set(present(context).map(({ id }) => id));
      const { VpcEndpointIds = [] } = input;
      for (const id of VpcEndpointIds) {
        if (known.has(id)) world.records.remove(vpcEndpoints, context.caller.accountId, context.region, id);
      }
      const Code = "InvalidVpcEndpointId.NotFound";
      return {
        Unsuccessful: VpcEndpointIds.filter((id) => !known.has(id)).map((ResourceId) => ({
          ResourceId,
          Error: { Code, Message: `The Vpc Endpoint Id '${ResourceId}' does not exist` },
        })),
      };
    },
  };
}

function policyFrom(text: string | undefined): string | undefined {
  if (text === undefined || isPolicyDocument(text)) return text;
  throw new AwsError("InvalidPolicyDocument", "The specified policy document is not a valid JSON policy document.");
}

function refuseForeignParts({ type, tables, subnets }: VpcEndpoint): void {
  if (type === "Gateway" && subnets.length > 0) {
    throw new AwsError("InvalidParameter", "Subnets are not supported for endpoints of type Gateway.");
  }
  if (type === "Interface" && tables.length > 0) {
    throw new AwsError("InvalidParameter", "Route tables are not supported for endpoints of type Interface.");
  }
}

function refuseDryRun(dryRun: boolean | undefined): void {
  if (!dryRun) return;
  throw new AwsError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
}
