import { z } from "zod";
import { Fault } from "./fault";

const Faults = z
  .array(Fault, { error: "It is no list of faults." })
  .refine((faults) => new Set(idsOf(faults)).size === idsOf(faults).length, { error: "Two faults have the same id." });

const idsOf = (faults: readonly Fault[]): string[] => faults.flatMap(({ id }) => id ?? []);

/** @returns the faults of a file's text; sentences that name each rule and member that is wrong, and what would do */
export function parseFaults(text: string): Fault[] | string {
  try {
    return readFaults(JSON.parse(text));
  } catch (error) {
    return `It is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** @returns the faults of a list; sentences that say what is wrong with which of them */
export function readFaults(given: unknown): Fault[] | string {
  const parsed = Faults.safeParse(given);
  if (parsed.success) return parsed.data;
  return parsed.error.issues
    .map(({ path: [index, ...member], ...issue }) => {
      if (index === undefined) return issue.message;
      const { id } = (Array.isArray(given) ? given[Number(index)] : {}) as { id?: unknown };
      const named = typeof id === "string" ? ` (${id})` : "";
      return `Fault ${Number(index) + 1}${named}${sayMember(member)}${complaintOf(issue)}.`;
    })
    .join("\n");
}

/** @returns what is wrong with one fault, in sentences */
export const complaints = ({ issues }: z.ZodError): string =>
  issues.map(({ path, ...issue }) => `The fault${sayMember(path)}${complaintOf(issue)}.`).join(" ");

const sayMember = (path: readonly PropertyKey[]): string => (path.length > 0 ? `: ${path.join(".")}` : "");

type Issue = Omit<z.core.$ZodIssue, "path">;

/** What zod found, as the end of a sentence that began with the member's name. */
function complaintOf(given: Issue): string {
  const issue = given as z.core.$ZodIssue;
  switch (issue.code) {
    case "unrecognized_keys":
      return ` has ${issue.keys.join(", ")}, which no fault has there`;
    case "invalid_type":
      return issue.input === undefined && !issue.message.startsWith("is ")
        ? ` is missing, or no ${issue.expected}`
        : ` is no ${issue.expected}`;
    case "invalid_value":
      return ` is none of ${issue.values.join(", ")}`;
    case "too_small":
      return ` is too small: at least ${issue.inclusive === false ? "more than " : ""}${issue.minimum}`;
    case "too_big":
      return ` is too big: at most ${issue.maximum}`;
    case "invalid_union":
      return issue.discriminator === undefined ? ` ${issue.message}` : ` is none of ${kinds.join(", ")}`;
    default:
      return ` ${issue.message}`;
  }
}

const kinds = Fault.shape.effect.options.map(({ shape }) => shape.kind.value);
