import { accessControls, distributions } from "../world/distributions";
import { vpcs } from "../world/networks";
import { vpcEndpoints } from "../world/vpc-endpoints";
import { type DocumentedError, none, type Places, rowsOf } from "./error-table-rows";

/** What CloudFront and EC2 refuse. */
export function edgeErrors({ first, home, idOf, world }: Places): DocumentedError[] {
  const owner = { by: "owner" } as const;
  const cloudFront = rowsOf("CloudFront", "cloudfront/latest/APIReference", {
    as: "web-aldermoor",
    by: "reader",
    region: home,
  });
  const ec2 = rowsOf("EC2", "AWSEC2/latest/APIReference", { as: "claims-prod", by: "reader", region: first });
  const ec2Page = { page: "errors-overview.html" };
  const [site] = world.records.list(distributions, idOf("web-aldermoor"), home);
  const [access] = world.records.list(accessControls, idOf("web-aldermoor"), home);
  const [vpc] = world.records.list(vpcs, idOf("claims-prod"), first);
  const [door] = world.records.list(vpcEndpoints, idOf("claims-prod"), first);
  const s3 = { ServiceName: `com.amazonaws.${first}.s3` };
  const config = {
    Name: access?.config.Name,
    SigningProtocol: "sigv4",
    SigningBehavior: "always",
    OriginAccessControlOriginType: "s3",
  };
  return [
    cloudFront("GetDistribution", "no such distribution", { Id: "ENONE" }, "NoSuchDistribution 404"),
    cloudFront("GetDistributionConfig", "no such distribution", { Id: "ENONE" }, "NoSuchDistribution 404"),
    cloudFront("GetOriginAccessControl", "no such access control", { Id: "ENONE" }, "NoSuchOriginAccessControl 404"),
    cloudFront("ListOriginAccessControls", "too many at a time", { MaxItems: 101 }, "InvalidArgument 400"),
    cloudFront("ListDistributions", "too many at a time", { MaxItems: 101 }, "InvalidArgument 400"),
    cloudFront(
      "UpdateDistribution",
      "without its version",
      { Id: site?.id, DistributionConfig: site?.config },
      "InvalidIfMatchVersion 400",
      owner,
    ),
    cloudFront(
      "UpdateDistribution",
      "an older version",
      { Id: site?.id, IfMatch: none, DistributionConfig: site?.config },
      "PreconditionFailed 412",
      owner,
    ),
    cloudFront(
      "UpdateDistribution",
      "another caller reference",
      { Id: site?.id, IfMatch: site?.etag, DistributionConfig: { ...site?.config, CallerReference: none } },
      "IllegalUpdate 400",
      owner,
    ),
    cloudFront(
      "CreateOriginAccessControl",
      "it exists",
      { OriginAccessControlConfig: config },
      "OriginAccessControlAlreadyExists 409",
      owner,
    ),
    cloudFront(
      "DeleteOriginAccessControl",
      "it is in use",
      { Id: access?.id, IfMatch: access?.etag },
      "OriginAccessControlInUse 409",
      owner,
    ),

    ec2(
      "DescribeVpcEndpoints",
      "no such endpoint",
      { VpcEndpointIds: [`vpce-${"0".repeat(17)}`] },
      "InvalidVpcEndpointId.NotFound 400",
      ec2Page,
    ),
    ec2("DescribeVpcs", "no such network", { VpcIds: [`vpc-${"0".repeat(17)}`] }, "InvalidVpcID.NotFound 400", ec2Page),
    ec2(
      "DescribeRouteTables",
      "no such table",
      { RouteTableIds: [`rtb-${"0".repeat(17)}`] },
      "InvalidRouteTableID.NotFound 400",
      ec2Page,
    ),
    ec2("DescribeVpcEndpoints", "a region nobody opted in to", {}, "AuthFailure 401", {
      ...ec2Page,
      region: world.seed.optInRegions[0] ?? home,
    }),
    ec2(
      "DescribeVpcEndpoints",
      "no such filter",
      { Filters: [{ Name: none, Values: ["a"] }] },
      "InvalidParameterValue 400",
      ec2Page,
    ),
    ec2(
      "CreateVpcEndpoint",
      "no such network",
      { ...s3, VpcId: `vpc-${"0".repeat(17)}` },
      "InvalidVpcId.NotFound 400",
      { ...owner, ...ec2Page },
    ),
    ec2("CreateVpcEndpoint", "no such service", { VpcId: vpc?.id, ServiceName: none }, "InvalidServiceName 400", {
      ...owner,
      ...ec2Page,
    }),
    ec2(
      "CreateVpcEndpoint",
      "the table leads there already",
      { ...s3, VpcId: door?.vpcId, RouteTableIds: door?.tables },
      "RouteAlreadyExists 400",
      { ...owner, ...ec2Page },
    ),
    ec2(
      "ModifyVpcEndpoint",
      "no policy",
      { VpcEndpointId: door?.id, PolicyDocument: "{" },
      "InvalidPolicyDocument 400",
      { ...owner, ...ec2Page },
    ),
    ec2("ModifyVpcEndpoint", "only tried", { VpcEndpointId: door?.id, DryRun: true }, "DryRunOperation 412", {
      ...owner,
      ...ec2Page,
    }),
  ];
}
