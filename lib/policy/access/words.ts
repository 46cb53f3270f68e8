import type { Condition, Statement } from "../language/policy";

/** A statement's conditions as one reads them aloud, one after the other. */
export const conditionsInWords = ({ conditions }: Statement): string[] => conditions.map(inWords);

function inWords({ operator, keyText, values }: Condition): string {
  const list =
    values.length > 6 ? `${values.slice(0, 6).join(", ")} and ${values.length - 6} more` : values.join(" or ");
  if (operator.comparison === "Null") {
    const absent = values.every((value) => value.toLowerCase() === "true");
    return `${keyText} is ${absent ? "absent" : "present"}`;
  }
  const many = { any: "one value of ", all: "every value of ", none: "" }[operator.quantifier ?? "none"];
  const verb = operator.not ? negative[operator.comparison] : (orders[operator.order] ?? positive[operator.comparison]);
  const missing = operator.ifExists ? ", or absent" : operator.not && operator.quantifier === null ? ", or absent" : "";
  return `${many}${keyText} ${verb ?? "is"} ${list}${missing}`;
}

type Words = Partial<Record<Condition["operator"]["comparison"], string>>;
const positive: Words = { StringLike: "is like", Arn: "is like", IpAddress: "is in" };
const negative: Words = {
  StringEquals: "is not",
  StringEqualsIgnoreCase: "is not",
  StringLike: "is not like",
  Arn: "is not like",
  IpAddress: "is not in",
  Numeric: "is not",
  Date: "is not",
};
const orders: Partial<Record<Condition["operator"]["order"], string>> = {
  "<": "is less than",
  "<=": "is at most",
  ">": "is more than",
  ">=": "is at least",
};
