import { readFileSync } from "node:fs";
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
    return `It is no JSON: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

/** @returns the faults of a file; sentences that begin with its name and say what is wrong */
export function faultsOfFile(file: string): Fault[] | string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return `${file} cannot be read.`;
  }
  const faults = parseFaults(text);
  return typeof faults === "string" ? `${file}: ${faults}` : faults;
}

/** @returns the faults of a list; sentences that say what is wrong with which of them */
export function readFaults(given: unknown): Fault[] | string {
  const parsed = Faults.safeParse(given);
  if (parsed.success) return parsed.data;
  return parsed.error.issues
    .map((issue) => {
      const [index, ...member] = issue.path;
      if (index === undefined) return issue.message;
      const id = valueAt(given, [index, "id"]);
      const named = typeof id === "string" ? ` (${id})` : "";
      return `Fault ${Number(index) + 1}${named}${said(member)} ${complaintOf(issue, given)}.`;
    })
    .join("\n");
}

/** @returns one fault; sentences that say what is wrong with it */
export function readFault(given: unknown): Fault | string {
  const parsed = Fault.safeParse(given);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map((issue) => `The fault${said(issue.path)} ${complaintOf(issue, given)}.`).join("\n");
}

const said = (member: readonly PropertyKey[]): string => (member.length > 0 ? `: ${member.join(".")}` : "");

const valueAt = (given: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((value, name) => (value as Record<PropertyKey, unknown> | null | undefined)?.[name], given);

/** What zod found, as the end of a sentence that began with the member's name. */
function complaintOf(issue: z.core.$ZodIssue, given: unknown): string {
  if (valueAt(given, issue.path) === undefined && issue.code !== "custom") return "is missing";
  switch (issue.code) {
    case "unrecognized_keys":
      return `has ${issue.keys.join(", ")}, which no fault has there`;
    case "invalid_type":
      return issue.message.startsWith("is ") ? issue.message : `is no ${issue.expected}`;
    case "invalid_value":
      return `is none of ${issue.values.join(", ")}`;
    case "invalid_format":
      return "is no time as in 2026-11-25T08:00:00Z";
    case "too_small":
      return issue.inclusive === false ? `is not above ${issue.minimum}` : `is below ${issue.minimum}`;
    case "too_big":
      return `is above ${issue.maximum}`;
    case "invalid_union":
      return issue.discriminator === undefined ? issue.message : `is none of ${kinds.join(", ")}`;
    default:
      return issue.message;
  }
}

const kinds = Fault.shape.effect.options.map(({ shape }) => shape.kind.value);
