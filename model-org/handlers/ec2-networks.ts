import type * as Ec2 from "@aws-sdk/client-ec2";
import { refuseDisabledRegion } from "../iam/disabled-region";
import { AwsError } from "../wire/aws-error";
import type { Context } from "../wire/context";
import type { HandlersOf } from "../wire/handlers-of";
import { type RouteTable, type Vpc, vpcs } from "../world/networks";
import { domainOf } from "../world/seed";
import { vpcEndpoints } from "../world/vpc-endpoints";
import type { World } from "../world/world";
import { ec2Page, filtered, refuseMissing } from "./ec2-filters";

/** The prefix list of a service's addresses in a region: what a route to a gateway endpoint leads to. */
export const prefixListOf = (world: World, region: string, service: string): string =>
  `pl-${world.random.hex(8, "prefix-list", region, service)}`;

const named = (name: string): Ec2.Tag[] => (name ? [{ Key: "Name", Value: name }] : []);

/** Networks, their tables and interfaces, and the regions there are. */
export function ec2Networks(world: World): HandlersOf<typeof Ec2> {
  function present(context: Context): Vpc[] {
    refuseDisabledRegion(world, context);
    return world.records.list(vpcs, context.caller.accountId, context.region);
  }

  const shownVpc = (accountId: string, { id, name, cidr, isDefault }: Vpc): Ec2.Vpc => ({
    VpcId: id,
    OwnerId: accountId,
    State: "available",
    CidrBlock: cidr,
    CidrBlockAssociationSet: [
      {
        AssociationId: `vpc-cidr-assoc-${world.random.hex(17, "cidr", id)}`,
        CidrBlock: cidr,
        CidrBlockState: { State: "associated" },
      },
    ],
    DhcpOptionsId: `dopt-${world.random.hex(17, "dhcp", accountId)}`,
    InstanceTenancy: "default",
    IsDefault: isDefault,
    Tags: named(name),
  });

  function routesOf(context: Context, { id, cidr }: Vpc, table: RouteTable): Ec2.Route[] {
    const route = (more: Ec2.Route): Ec2.Route => ({ State: "active", Origin: "CreateRoute", ...more });
    const out = {
      none: [],
      nat: [route({ DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: `nat-${world.random.hex(17, "nat", id)}` })],
      internet: [route({ DestinationCidrBlock: "0.0.0.0/0", GatewayId: `igw-${world.random.hex(17, "igw", id)}` })],
    }[table.way];
    const doors = world.records
      .list(vpcEndpoints, context.caller.accountId, context.region)
      .filter(({ tables }) => tables.includes(table.id))
      .map((endpoint) =>
        route({
          DestinationPrefixListId: prefixListOf(world, context.region, endpoint.service),
          GatewayId: endpoint.id,
        }),
      );
    const local = { DestinationCidrBlock: cidr, GatewayId: "local", State: "active", Origin: "CreateRouteTable" };
    return [local as Ec2.Route, ...out, ...doors];
  }

  function shownTable(context: Context, vpc: Vpc, table: RouteTable): Ec2.RouteTable {
    const association = (n: number, more: Ec2.RouteTableAssociation): Ec2.RouteTableAssociation => ({
      RouteTableAssociationId: `rtbassoc-${world.random.hex(17, "association", table.id, n)}`,
      RouteTableId: table.id,
      AssociationState: { State: "associated" },
      ...more,
    });
    return {
      RouteTableId: table.id,
      VpcId: vpc.id,
      OwnerId: context.caller.accountId,
      Associations: [
        ...(table.main ? [association(0, { Main: true })] : []),
        // A default network's subnets are under its main table without an association of their own.
        ...(table.main ? [] : table.subnets.map((SubnetId, n) => association(n + 1, { Main: false, SubnetId }))),
      ],
      PropagatingVgws: [],
      Routes: routesOf(context, vpc, table),
      Tags: named(table.name),
    };
  }

  const shownInterface = (context: Context, vpc: Vpc, n: number): Ec2.NetworkInterface => {
    const subnets = vpc.tables.flatMap((table) => table.subnets);
    return {
      NetworkInterfaceId: `eni-${world.random.hex(17, "interface", vpc.id, n)}`,
      VpcId: vpc.id,
      SubnetId: subnets[n % Math.max(1, subnets.length)],
      OwnerId: context.caller.accountId,
      Status: "in-use",
      InterfaceType: "interface",
      RequesterManaged: false,
      Description: "",
    };
  };

  return {
    DescribeVpcs(input, context) {
      const all = present(context).map((vpc) => shownVpc(context.caller.accountId, vpc));
      refuseMissing(input.VpcIds, new Set(all.map(({ VpcId = "" }) => VpcId)), "InvalidVpcID.NotFound", "vpc");
      const wanted = all.filter(({ VpcId = "" }) => input.VpcIds?.includes(VpcId) ?? true);
      const found = filtered(wanted, input.Filters, {
        "vpc-id": ({ VpcId }) => VpcId,
        cidr: ({ CidrBlock }) => CidrBlock,
        "is-default": ({ IsDefault }) => String(IsDefault),
        isDefault: ({ IsDefault }) => String(IsDefault),
        "owner-id": ({ OwnerId }) => OwnerId,
        state: ({ State }) => State,
      });
      const { items, next } = ec2Page(found, input);
      return { Vpcs: items, NextToken: next };
    },

    DescribeRouteTables(input, context) {
      const all = present(context).flatMap((vpc) => vpc.tables.map((table) => shownTable(context, vpc, table)));
      const ids = new Set(all.map(({ RouteTableId = "" }) => RouteTableId));
      refuseMissing(input.RouteTableIds, ids, "InvalidRouteTableID.NotFound", "routeTable");
      const wanted = all.filter(({ RouteTableId = "" }) => input.RouteTableIds?.includes(RouteTableId) ?? true);
      const found = filtered(wanted, input.Filters, {
        "route-table-id": ({ RouteTableId }) => RouteTableId,
        "vpc-id": ({ VpcId }) => VpcId,
        "owner-id": ({ OwnerId }) => OwnerId,
        "association.main": ({ Associations }) => Associations?.map(({ Main }) => String(Main)),
        "association.subnet-id": ({ Associations }) => Associations?.flatMap(({ SubnetId }) => SubnetId ?? []),
        "route.gateway-id": ({ Routes }) => Routes?.flatMap(({ GatewayId }) => GatewayId ?? []),
        "route.nat-gateway-id": ({ Routes }) => Routes?.flatMap(({ NatGatewayId }) => NatGatewayId ?? []),
        "route.destination-prefix-list-id": ({ Routes }) =>
          Routes?.flatMap(({ DestinationPrefixListId }) => DestinationPrefixListId ?? []),
      });
      const { items, next } = ec2Page(found, input);
      return { RouteTables: items, NextToken: next };
    },

    DescribeNetworkInterfaces(input, context) {
      const all = present(context).flatMap((vpc) =>
        Array.from({ length: vpc.interfaces }, (_, n) => shownInterface(context, vpc, n)),
      );
      const found = filtered(all, input.Filters, {
        "vpc-id": ({ VpcId }) => VpcId,
        "subnet-id": ({ SubnetId }) => SubnetId,
        "network-interface-id": ({ NetworkInterfaceId }) => NetworkInterfaceId,
        status: ({ Status }) => Status,
        "interface-type": ({ InterfaceType }) => InterfaceType,
      });
      const { items, next } = ec2Page(found, input);
      return { NetworkInterfaces: items, NextToken: next };
    },

    DescribeRegions(input, context) {
      refuseDisabledRegion(world, context);
      const account = world.account(context.caller.accountId);
      const all = world.regions.map((name): Ec2.Region & { Tags?: Ec2.Tag[] } => ({
        RegionName: name,
        Endpoint: `ec2.${name}.${domainOf(world.partition)}`,
        OptInStatus: !world.seed.optInRegions.includes(name)
          ? "opt-in-not-required"
          : account?.optedIn.includes(name)
            ? "opted-in"
            : "not-opted-in",
      }));
      const unknown = (input.RegionNames ?? []).filter((name) => !world.regions.includes(name));
      if (unknown.length > 0) {
        throw new AwsError("InvalidParameterValue", `Invalid region name '${unknown.join(", ")}'`);
      }
      const wanted = all.filter(
        ({ RegionName = "", OptInStatus }) =>
          (input.AllRegions || OptInStatus !== "not-opted-in") && (input.RegionNames?.includes(RegionName) ?? true),
      );
      return {
        Regions: filtered(wanted, input.Filters, {
          "region-name": ({ RegionName }) => RegionName,
          endpoint: ({ Endpoint }) => Endpoint,
          "opt-in-status": ({ OptInStatus }) => OptInStatus,
        }),
      };
    },
  };
}
