import { type DocumentedError, none, type Places, rowsOf } from "./error-table-rows";

/** What IAM, STS and Account refuse. */
export function identityErrors({ home, idOf, world }: Places): DocumentedError[] {
  const owner = { by: "owner" } as const;
  const prod = { as: "claims-prod", by: "reader", region: home } as const;
  const admin = { as: "management", by: "owner", region: home } as const;
  const iam = rowsOf("IAM", "IAM/latest/APIReference", prod);
  const sts = rowsOf("STS", "STS/latest/APIReference", prod);
  const contacts = rowsOf("Account", "accounts/latest/reference", { ...prod, as: "sandbox-ines" });
  const { partition } = world;
  const organizationRole = "OrganizationAccountAccessRole";
  const roleArn = (role: string) => `arn:${partition}:iam::${idOf("claims-prod")}:role/${role}`;
  const policyArn = `arn:${partition}:iam::${idOf("claims-prod")}:policy/${none}`;
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });
  const contact = { Name: "Duty", Title: "Officer", EmailAddress: "duty@aldermoor.example", PhoneNumber: "+353 1" };
  const security = { AlternateContactType: "SECURITY" };
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
      "DeleteRolePolicy",
      "no such policy",
      { RoleName: organizationRole, PolicyName: none },
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
      "no policy",
      { RoleArn: roleArn(organizationRole), RoleSessionName: "table", Policy: "{" },
      "MalformedPolicyDocumentException 400",
      admin,
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
    contacts("ListRegions", "a token it never gave", { NextToken: none }, "ValidationException 400"),
    contacts("ListRegions", "another account's", { AccountId: idOf("claims-prod") }, "AccessDeniedException 403"),
    contacts("PutAlternateContact", "denied", { ...security, ...contact }, "AccessDeniedException 403"),
    contacts("DeleteAlternateContact", "not registered", security, "ResourceNotFoundException 404", owner),
    contacts(
      "PutAlternateContact",
      "no such type",
      { ...contact, AlternateContactType: "PRESS" },
      "ValidationException 400",
      owner,
    ),
  ];
}
