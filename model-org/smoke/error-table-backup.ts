import { backupPlans } from "../world/backup-plans";
import { type DocumentedError, none, type Places, rowsOf } from "./error-table-rows";

/** What AWS Backup refuses. */
export function backupErrors({ first, idOf, arn, world }: Places): DocumentedError[] {
  const owner = { by: "owner" } as const;
  const backup = rowsOf("Backup", "aws-backup/latest/devguide", { as: "claims-prod", by: "reader", region: first });
  const vault = { BackupVaultName: "workloads" };
  const point = { ...vault, RecoveryPointArn: arn("backup", "claims-prod", `recovery-point:${none}`) };
  const bucketArn = `arn:${world.partition}:s3:::${none}`;
  const role = `arn:${world.partition}:iam::${idOf("claims-prod")}:role/${none}`;
  const plan = world.records.list(backupPlans, idOf("backup"), first).find(({ selections }) => selections.length > 0);
  const forGood = { as: "legal-hold-prod", by: "owner" } as const;
  return [
    backup("GetBackupPlan", "no such plan", { BackupPlanId: none }, "ResourceNotFoundException 400"),
    backup("DescribeProtectedResource", "not protected", { ResourceArn: bucketArn }, "ResourceNotFoundException 400"),
    backup("DescribeRecoveryPoint", "no such point", point, "ResourceNotFoundException 400"),
    backup("GetBackupVaultAccessPolicy", "not configured", vault, "ResourceNotFoundException 400"),
    backup("ListBackupJobs", "a token it never gave", { NextToken: none }, "InvalidParameterValueException 400"),
    backup(
      "GetBackupSelection",
      "no such selection",
      { BackupPlanId: plan?.id, SelectionId: none },
      "ResourceNotFoundException 400",
      { as: "backup" },
    ),
    backup("ListRecoveryPointsByResource", "no ARN", { ResourceArn: none }, "InvalidParameterValueException 400"),
    backup(
      "CreateBackupSelection",
      "nothing selected",
      { BackupPlanId: plan?.id, BackupSelection: { SelectionName: none, IamRoleArn: role } },
      "InvalidParameterValueException 400",
      { as: "backup", by: "owner" },
    ),
    backup("CreateBackupVault", "it exists", vault, "AlreadyExistsException 400", owner),
    backup(
      "PutBackupVaultAccessPolicy",
      "no policy",
      { ...vault, Policy: "{" },
      "InvalidParameterValueException 400",
      owner,
    ),
    backup("DeleteBackupVaultLockConfiguration", "locked for good", vault, "InvalidRequestException 400", forGood),
    backup(
      "PutBackupVaultLockConfiguration",
      "locked for good",
      { ...vault, MinRetentionDays: 1 },
      "InvalidRequestException 400",
      forGood,
    ),
    backup(
      "PutBackupVaultLockConfiguration",
      "in less than three days",
      { ...vault, ChangeableForDays: 1 },
      "InvalidParameterValueException 400",
      owner,
    ),
    backup("DeleteBackupPlan", "it selects something", { BackupPlanId: plan?.id }, "InvalidRequestException 400", {
      as: "backup",
      by: "owner",
    }),
    backup(
      "StartBackupJob",
      "no such bucket",
      { ...vault, ResourceArn: bucketArn, IamRoleArn: role },
      "ResourceNotFoundException 400",
      owner,
    ),
  ];
}
