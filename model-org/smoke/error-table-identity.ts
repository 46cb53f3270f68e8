import { type DocumentedError, none, type Places, rowsOf } from "./error-table-rows";

/** What IAM, STS, Account, Organizations and Control Tower refuse. */
export function identityErrors({ first, home, idOf, world }: Places): DocumentedError[] {
  const owner = { by: "owner" } as const;
  const prod = { as: "claims-prod", by: "reader", region: home } as const;
  const admin = { as: "management", by: "owner", region: home } as const;
  const iam = rowsOf("IAM", "IAM/latest/APIReference", prod);
  const sts = rowsOf("STS", "STS/latest/APIReference", prod);
  const contacts = rowsOf("Account", "accounts/latest/reference", { ...prod, as: "sandbox-ines" });
  const organization = rowsOf("Organizations", "organizations/latest/APIReference", admin);
  const tower = rowsOf("ControlTower", "controltower/latest/APIReference", { ...admin, region: first });
  const { partition, tree } = world;
  const organizationRole = "OrganizationAccountAccessRole";
  const roleArn = (role: string) => `arn:${partition}:iam::${idOf("claims-prod")}:role/${role}`;
  const policyArn = `arn:${partition}:iam::${idOf("claims-prod")}:policy/${none}`;
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });
  const contact = { Name: "Duty", Title: "Officer", EmailAddress: "duty@aldermoor.example", PhoneNumber: "+353 1" };
  const security = { AlternateContactType: "SECURITY" };
  const policy = { Name: "again", Description: "", Content: "{}", Type: "SERVICE_CONTROL_POLICY" };
  const ou = (name: string) => tree.ous.find((one) => one.name === name)?.id ?? "";
  const ouArn = (name: string) =>
    `arn:${partition}:organizations::${tree.managementAccountId}:ou/${tree.organizationId}/${ou(name)}`;
  const zone = `arn:${partition}:controltower:${first}:${tree.managementAccountId}:landingzone/NONE`;
  const control = `arn:${partition}:controltower:${first}::control/AWS-GR_S3_VERSIONING_ENABLED`;
  return [
    iam("GetRole", "no such role", { RoleName: none }, "NoSuchEntityException 404"),
    iam("ListAttachedRolePolicies", "no such role", { RoleName: none }, "NoSuchEntityException 404"),
    iam(
      "GetRolePolicy",
      "no such policy",
      { RoleName: organizationRole, PolicyName: none },
      "NoSuchEntityException 404",
    ),
    iam("GetPolicy", "no such policy", { PolicyArn: policyArn }, "NoSuchEntityException 404"),
    iam("GetPolicyVersion", "no such policy", { PolicyArn: policyArn, VersionId: "v1" }, "NoSuchEntityException 404"),
    iam("GetUser", "no such user", { UserName: none }, "NoSuchEntityException 404"),
    iam("GetCredentialReport", "never asked for", {}, "CredentialReportNotPresentException 410"),
    iam(
      "CreateRole",
      "it exists",
      { RoleName: organizationRole, AssumeRolePolicyDocument: trust },
      "EntityAlreadyExistsException 409",
      owner,
    ),
    iam(
      "CreateRole",
      "no policy",
      { RoleName: none, AssumeRolePolicyDocument: "{" },
      "MalformedPolicyDocumentException 400",
      owner,
    ),
    iam("DeleteRole", "policies are attached", { RoleName: organizationRole }, "DeleteConflictException 409", owner),
    iam(
      "UpdateAssumeRolePolicy",
      "no such role",
      { RoleName: none, PolicyDocument: trust },
      "NoSuchEntityException 404",
      owner,
    ),
    iam(
      "AttachRolePolicy",
      "no such policy",
      { RoleName: organizationRole, PolicyArn: policyArn },
      "NoSuchEntityException 404",
      owner,
    ),
    iam(
      "DetachRolePolicy",
      "not attached",
      { RoleName: organizationRole, PolicyArn: policyArn },
      "NoSuchEntityException 404",
      owner,
    ),
    iam(
      "UpdateAccessKey",
      "no such key",
      { AccessKeyId: "AKIANONE000000000000", Status: "Inactive" },
      "NoSuchEntityException 404",
      owner,
    ),

    sts("AssumeRole", "no such role", { RoleArn: roleArn(none), RoleSessionName: "table" }, "AccessDenied 403"),
    sts(
      "AssumeRole",
      "a role that does not trust",
      { RoleArn: roleArn(world.options.remediateRole), RoleSessionName: "table" },
      "AccessDenied 403",
    ),
    sts(
      "AssumeRole",
      "too short",
      { RoleArn: roleArn(organizationRole), RoleSessionName: "table", DurationSeconds: 1 },
      "ValidationError 400",
      { ...admin, page: "CommonErrors.html" },
    ),

    contacts("GetAlternateContact", "not registered", security, "ResourceNotFoundException 404"),
    contacts(
      "GetAlternateContact",
      "another account's",
      { ...security, AccountId: idOf("claims-prod") },
      "AccessDeniedException 403",
    ),
    contacts("PutAlternateContact", "denied", { ...security, ...contact }, "AccessDeniedException 403"),
    contacts("DeleteAlternateContact", "not registered", security, "ResourceNotFoundException 404", owner),
    contacts(
      "PutAlternateContact",
      "no such type",
      { ...contact, AlternateContactType: "PRESS" },
      "ValidationException 400",
      owner,
    ),

    organization("ListAccounts", "a member asks", {}, "AccessDeniedException 400", { as: "claims-prod", by: "reader" }),
    organization("DescribeAccount", "no such account", { AccountId: "000000000000" }, "AccountNotFoundException 400"),
    organization("DescribePolicy", "no such policy", { PolicyId: "p-0000000000" }, "PolicyNotFoundException 400"),
    organization("ListTargetsForPolicy", "no such policy", { PolicyId: "p-0000000000" }, "PolicyNotFoundException 400"),
    organization(
      "ListAccountsForParent",
      "no such parent",
      { ParentId: "ou-0000-00000000" },
      "ParentNotFoundException 400",
    ),
    organization(
      "DescribeOrganizationalUnit",
      "no such unit",
      { OrganizationalUnitId: "ou-0000-00000000" },
      "OrganizationalUnitNotFoundException 400",
    ),
    organization(
      "DescribeEffectivePolicy",
      "none in effect",
      { PolicyType: "S3_POLICY", TargetId: idOf("claims-prod") },
      "EffectivePolicyNotFoundException 400",
    ),
    organization("CreatePolicy", "no policy", { ...policy, Content: "{" }, "MalformedPolicyDocumentException 400"),
    organization(
      "AttachPolicy",
      "no such policy",
      { PolicyId: "p-0000000000", TargetId: ou("Dev") },
      "PolicyNotFoundException 400",
    ),
    organization(
      "AttachPolicy",
      "no such target",
      { PolicyId: tree.policies[0]?.id, TargetId: "ou-0000-00000000" },
      "TargetNotFoundException 400",
    ),
    organization(
      "AttachPolicy",
      "attached already",
      { PolicyId: tree.policies[0]?.id, TargetId: tree.policies[0]?.targets[0] },
      "DuplicatePolicyAttachmentException 400",
    ),
    organization("DeletePolicy", "it is attached", { PolicyId: tree.policies[0]?.id }, "PolicyInUseException 400"),
    organization("CreatePolicy", "a member asks", policy, "AccessDeniedException 400", {
      as: "claims-prod",
      by: "owner",
    }),

    tower("GetLandingZone", "no such landing zone", { landingZoneIdentifier: zone }, "ResourceNotFoundException 404"),
    tower("ListEnabledControls", "no such unit", { targetIdentifier: ouArn("none") }, "ResourceNotFoundException 404"),
    tower("GetControlOperation", "no such operation", { operationIdentifier: none }, "ResourceNotFoundException 404"),
    tower("ListLandingZones", "a member asks", {}, "AccessDeniedException 403", { as: "claims-prod", by: "reader" }),
    tower(
      "EnableControl",
      "a unit it does not govern",
      { controlIdentifier: control, targetIdentifier: ouArn("Acquired") },
      "ValidationException 400",
    ),
    tower("ResetLandingZone", "a member asks", { landingZoneIdentifier: zone }, "AccessDeniedException 403", {
      as: "claims-prod",
      by: "owner",
    }),
  ];
}
