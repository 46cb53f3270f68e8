/** How sure a rule is: AWS writes it, AWS was seen to do it, it follows from what AWS writes, or nobody outside knows. */
export type Basis = "documented" | "observed" | "inferred" | "open";

/** One row of AWS's meaning of "public", as far as it is known. */
export type Rule = { row: number; what: string; basis: Basis; source: string };

const meaning = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html";
const operators =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
const principals = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";
const globalKeys = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html";

const rule = (row: number, basis: Basis, source: string, what: string): Rule => ({ row, basis, source, what });

/** What decides whether S3 calls a policy public. Every verdict names its row. */
export const rules = {
  1: rule(1, "documented", meaning, "A policy is public unless all it grants goes to fixed values."),
  2: rule(2, "documented", meaning, "A named account, user, role, service or CloudFront identity is a fixed value."),
  3: rule(
    3,
    "documented",
    meaning,
    "A condition on one of the listed keys with a fixed value makes a grant non-public.",
  ),
  4: rule(4, "inferred", globalKeys, "Other keys that say who the caller is should count as the listed ones do."),
  5: rule(5, "open", meaning, "The key of the encryption key was in AWS's list until 2023 and is not in it now."),
  6: rule(6, "documented", meaning, "Address ranges wider than /8 (IPv4) or /32 (IPv6) are public."),
  7: rule(7, "documented", meaning, "A wildcard in the value of a condition makes it no fixed value."),
  8: rule(8, "documented", meaning, "A condition on any other key leaves a grant public."),
  9: rule(9, "documented", operators, "All conditions must hold, and one of the values of each."),
  10: rule(10, "inferred", operators, "A condition that requests without its key meet restricts nobody."),
  11: rule(
    11,
    "open",
    meaning,
    "Whether an exact comparison with a wildcard in its value counts as fixed is not written.",
  ),
  12: rule(
    12,
    "open",
    meaning,
    "Whether an ARN with a fixed account and a wildcard behind it counts as fixed is not written.",
  ),
  13: rule(13, "inferred", principals, "All principals but some include everyone who did not sign in."),
  14: rule(14, "inferred", meaning, "All actions but some are public if an action of S3 remains."),
  15: rule(
    15,
    "inferred",
    meaning,
    "A web identity provider lets in everybody it knows; AWS gave it as an example of public.",
  ),
  16: rule(16, "documented", meaning, "Any action counts, also one S3 does not know."),
  17: rule(17, "open", meaning, "Whether a Deny can make a public Allow non-public is not written."),
  18: rule(
    18,
    "documented",
    principals,
    "S3 refuses to store a policy that names such a principal or lacks such an element.",
  ),
  19: rule(19, "documented", meaning, "An access point that only takes requests from a VPC is never public."),
  20: rule(20, "observed", meaning, "An access point's policy that names everyone was seen to be public."),
} as const satisfies Record<number, Rule>;

export type Row = keyof typeof rules;
