/** An S3 policy attached to a target on the path of an account. */
export type S3PolicyOnPath = { document: string };

/** What the attached S3 policies come to in an account; null where none is attached on the path. */
export type EffectiveS3Policy = { publicAccessBlock: "all" | "none" | null; valid: boolean } | null;

type Setting = { value: "all" | "none" | null; changeable: boolean };

/**
 * Computes the effective S3 policy of an account from what is attached on its path. A value assigned further down
 * replaces the one above, unless a policy above said with `@@operators_allowed_for_child_policies` that no child may
 * assign; of several policies on one target the first that assigns holds, in the order of their ids.
 * https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html
 * @param path policies per target, from the root down to the account itself
 * @returns `valid: false` where a document cannot be read or holds a value AWS does not know
 */
export function effectiveS3Policy(path: readonly (readonly S3PolicyOnPath[])[]): EffectiveS3Policy {
  if (path.every((policies) => policies.length === 0)) return null;
  const setting: Setting = { value: null, changeable: true };
  for (const policies of path) {
    const was = { ...setting };
    let assigned = false;
    for (const { document } of policies) {
      const read = assignment(document);
      if (read === undefined) return { publicAccessBlock: null, valid: false };
      if (read.value !== null && was.changeable && !assigned) {
        setting.value = read.value;
        assigned = true;
      }
      if (!read.childrenMayAssign) setting.changeable = false;
    }
  }
  return { publicAccessBlock: setting.value, valid: true };
}

type Assignment = { value: "all" | "none" | null; childrenMayAssign: boolean };

/** @returns undefined where the document is not a valid S3 policy */
function assignment(document: string): Assignment | undefined {
  const attributes = member(parse(document), "s3_attributes");
  if (!isObject(attributes)) return undefined;
  const block = attributes["public_access_block_configuration"];
  const allowed = [attributes, block].every(mayAssign);
  if (block === undefined) return { value: null, childrenMayAssign: allowed };
  const value = isObject(block) ? block["@@assign"] : block;
  if (value === undefined) return { value: null, childrenMayAssign: allowed };
  return value === "all" || value === "none" ? { value, childrenMayAssign: allowed } : undefined;
}

function mayAssign(node: unknown): boolean {
  const operators = member(node, "@@operators_allowed_for_child_policies");
  if (operators === undefined) return true;
  const list = Array.isArray(operators) ? operators : [operators];
  return list.includes("@@all") || list.includes("@@assign");
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const member = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

function parse(document: string): unknown {
  try {
    return JSON.parse(document) as unknown;
  } catch {
    return undefined;
  }
}
