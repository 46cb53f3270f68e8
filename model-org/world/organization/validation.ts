import { type EffectivePolicy, isObject } from "../policy-inheritance";
import type { ManagementType } from "./policy-types";

/** What is wrong with an effective policy. */
export type ValidationError = { code: string; message: string; path: string; policies: string[] };

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const mostPlans = 10;
const mostRules = 10;

/**
 * Each policy is checked when it is written; together they can still come to too much, or leave out what is required.
 * @returns what AWS finds wrong with an effective policy: nothing where it is valid
 */
export function validationErrors(type: ManagementType, effective: EffectivePolicy): ValidationError[] {
  switch (type) {
    case "S3_POLICY":
      return s3Errors(effective);
    case "BACKUP_POLICY":
      return backupErrors(effective);
    default:
      return [];
  }
}

const within = (value: unknown, name: string): Record<string, unknown> => {
  const part = isObject(value) ? value[name] : undefined;
  return isObject(part) ? part : {};
};

function required(effective: EffectivePolicy, path: string, name: string): ValidationError {
  return { code: "KEY_REQUIRED", message: `'${name}' is missing`, path, policies: effective.contributors(path) };
}

function tooMany(effective: EffectivePolicy, path: string, most: number): ValidationError {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const message = `'${name}' exceeds the allowed maximum limit ${most}`;
  return { code: "ELEMENTS_TOO_MANY", message, path, policies: effective.contributors(path) };
}

function s3Errors(effective: EffectivePolicy): ValidationError[] {
  const name = "public_access_block_configuration";
  return name in within(effective.content, "s3_attributes") ? [] : [required(effective, "s3_attributes", name)];
}

function backupErrors(effective: EffectivePolicy): ValidationError[] {
  const plans = within(effective.content, "plans");
  const errors = Object.keys(plans).length > mostPlans ? [tooMany(effective, "plans", mostPlans)] : [];
  for (const [name, plan] of Object.entries(plans)) {
    const path = `plans/${name}`;
    for (const part of ["rules", "regions", "selections"]) {
      if (!isObject(plan) || !(part in plan)) errors.push(required(effective, path, part));
    }
    if (Object.keys(within(plan, "rules")).length > mostRules)
      errors.push(tooMany(effective, `${path}/rules`, mostRules));
  }
  return errors;
}
