import { enabledControls } from "../world/landing-zone";
import { type DocumentedError, none, type Places, rowsOf } from "./error-table-rows";

/** What Organizations and Control Tower refuse the management account, and its members. */
export function organizationErrors({ first, home, idOf, world }: Places): DocumentedError[] {
  const member = { as: "claims-prod", by: "reader" } as const;
  const admin = { as: "management", by: "owner" } as const;
  const organization = rowsOf("Organizations", "organizations/latest/APIReference", { ...admin, region: home });
  const tower = rowsOf("ControlTower", "controltower/latest/APIReference", { ...admin, region: first });
  const { partition, tree } = world;
  const account = idOf("claims-prod");
  const s3 = tree.policies.find(({ type }) => type === "S3_POLICY");
  const same = { Name: s3?.name, Description: "", Content: s3?.content, Type: s3?.type };
  const ou = (name: string) => tree.ous.find((one) => one.name === name)?.id ?? "";
  const noOu = `ou-${tree.rootId.slice(2)}-00000000`;
  const noPolicy = { PolicyId: "p-0000000000" };
  const own = { PolicyId: s3?.id };
  const moved = { AccountId: account, SourceParentId: ou("Prod"), DestinationParentId: ou("Dev") };
  const unitArn = (id: string | undefined) =>
    `arn:${partition}:organizations::${tree.managementAccountId}:ou/${tree.organizationId}/${id}`;
  const zone = `arn:${partition}:controltower:${first}:${tree.managementAccountId}:landingzone/NONE`;
  const controlArn = (name: string | undefined) => `arn:${partition}:controltower:${first}::control/${name}`;
  const [enabled] = world.records.list(enabledControls, tree.managementAccountId, first);
  return [
    organization("ListAccounts", "a member asks", {}, "AccessDeniedException 400", member),
    organization("ListRoots", "a member asks", {}, "AccessDeniedException 400", member),
    organization("ListPolicies", "a member asks", { Filter: "S3_POLICY" }, "AccessDeniedException 400", member),
    organization("ListPolicies", "no such type", { Filter: none }, "InvalidInputException 400"),
    organization("ListDelegatedAdministrators", "a member asks", {}, "AccessDeniedException 400", member),
    organization("ListAccounts", "a token it never gave", { NextToken: none }, "InvalidInputException 400"),
    organization("DescribeAccount", "no such account", { AccountId: "000000000000" }, "AccountNotFoundException 400"),
    organization("DescribePolicy", "no such policy", noPolicy, "PolicyNotFoundException 400"),
    organization("ListTargetsForPolicy", "no such policy", noPolicy, "PolicyNotFoundException 400"),
    organization(
      "ListPoliciesForTarget",
      "no such target",
      { TargetId: noOu, Filter: "S3_POLICY" },
      "TargetNotFoundException 400",
    ),
    organization("ListAccountsForParent", "no such parent", { ParentId: noOu }, "ParentNotFoundException 400"),
    organization("ListParents", "no such child", { ChildId: noOu }, "ChildNotFoundException 400"),
    organization(
      "DescribeOrganizationalUnit",
      "no such unit",
      { OrganizationalUnitId: noOu },
      "OrganizationalUnitNotFoundException 400",
    ),
    organization(
      "DescribeEffectivePolicy",
      "none in effect",
      { PolicyType: "S3_POLICY", TargetId: account },
      "EffectivePolicyNotFoundException 400",
    ),
    organization(
      "ListDelegatedServicesForAccount",
      "nothing is delegated to it",
      { AccountId: account },
      "AccountNotRegisteredException 400",
    ),

    organization("CreatePolicy", "a member asks", same, "AccessDeniedException 400", { ...member, by: "owner" }),
    organization(
      "CreatePolicy",
      "no policy",
      { ...same, Name: none, Content: "{" },
      "MalformedPolicyDocumentException 400",
    ),
    organization("CreatePolicy", "it exists", same, "DuplicatePolicyException 400"),
    organization("UpdatePolicy", "no such policy", noPolicy, "PolicyNotFoundException 400"),
    organization("DeletePolicy", "it is attached", own, "PolicyInUseException 400"),
    organization("AttachPolicy", "no such policy", { ...noPolicy, TargetId: ou("Dev") }, "PolicyNotFoundException 400"),
    organization("AttachPolicy", "no such target", { ...own, TargetId: noOu }, "TargetNotFoundException 400"),
    organization(
      "AttachPolicy",
      "attached already",
      { ...own, TargetId: s3?.targets[0] },
      "DuplicatePolicyAttachmentException 400",
    ),
    organization(
      "DetachPolicy",
      "not attached there",
      { ...own, TargetId: ou("Sandbox") },
      "PolicyNotAttachedException 400",
    ),
    organization(
      "EnablePolicyType",
      "no such root",
      { RootId: "r-0000", PolicyType: "S3_POLICY" },
      "RootNotFoundException 400",
    ),
    organization(
      "EnablePolicyType",
      "it is enabled",
      { RootId: tree.rootId, PolicyType: "S3_POLICY" },
      "PolicyTypeAlreadyEnabledException 400",
    ),
    organization(
      "DisablePolicyType",
      "it is not enabled",
      { RootId: tree.rootId, PolicyType: "DECLARATIVE_POLICY_EC2" },
      "PolicyTypeNotEnabledException 400",
    ),
    organization(
      "MoveAccount",
      "it is not there",
      { ...moved, SourceParentId: ou("Sandbox") },
      "SourceParentNotFoundException 400",
    ),
    organization(
      "MoveAccount",
      "nowhere",
      { ...moved, DestinationParentId: noOu },
      "DestinationParentNotFoundException 400",
    ),

    tower("GetLandingZone", "no such landing zone", { landingZoneIdentifier: zone }, "ResourceNotFoundException 404"),
    tower("ListEnabledControls", "no such unit", { targetIdentifier: unitArn(noOu) }, "ResourceNotFoundException 404"),
    tower("GetControlOperation", "no such operation", { operationIdentifier: none }, "ResourceNotFoundException 404"),
    tower("ListLandingZones", "a member asks", {}, "AccessDeniedException 403", member),
    tower(
      "EnableControl",
      "it is enabled",
      { controlIdentifier: controlArn(enabled?.control), targetIdentifier: unitArn(enabled?.ouId) },
      "ConflictException 409",
    ),
    tower(
      "EnableControl",
      "a unit it does not govern",
      { controlIdentifier: controlArn(enabled?.control), targetIdentifier: unitArn(ou("Acquired")) },
      "ValidationException 400",
    ),
    tower("ResetLandingZone", "a member asks", { landingZoneIdentifier: zone }, "AccessDeniedException 403", {
      ...member,
      by: "owner",
    }),
  ];
}
