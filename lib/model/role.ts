/** What a person or token may be made, in an OU and everything below it. */
export const roles = ["viewer", "triager", "remediator", "approver", "auditor", "administrator"] as const;

export type Role = (typeof roles)[number];

/** What a verb asks for. */
export const permissions = ["read", "triage", "change", "approve", "evidence", "administer"] as const;

export type Permission = (typeof permissions)[number];

const allowed: Readonly<Record<Permission, readonly Role[]>> = {
  /** Read pages, export what they show. */
  read: roles,
  /** Assign, comment, request a waiver, save and share views. */
  triage: ["triager", "remediator", "approver", "administrator"],
  /** Plan, apply and undo changes, within what approval asks. */
  change: ["remediator", "administrator"],
  /** Approve changes and waivers of others. */
  approve: ["approver", "administrator"],
  /** Build and verify evidence, read the audit log, attest. */
  evidence: ["auditor", "administrator"],
  /** Scan, parameters, schedules, people, settings. */
  administer: ["administrator"],
};

/** @returns whether a role holds a permission: the table of ARCHITECTURE.md, "Who may do what" */
export const roleAllows = (role: Role, permission: Permission): boolean => allowed[permission].includes(role);
