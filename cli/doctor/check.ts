/** One thing that was looked at: how it is in a sentence, and what to do where it is not well. */
export type Check = {
  name: string;
  /** `note` is worth knowing and fails nothing; `skipped` could not be looked at because something else failed. */
  outcome: "ok" | "failed" | "note" | "skipped";
  says: string;
  todo?: string;
};

export const ok = (name: string, says: string): Check => ({ name, outcome: "ok", says });
export const note = (name: string, says: string, todo?: string): Check => ({
  name,
  outcome: "note",
  says,
  ...(todo === undefined ? {} : { todo }),
});
export const failed = (name: string, says: string, todo: string): Check => ({ name, outcome: "failed", says, todo });
export const skipped = (name: string, because: string): Check => ({ name, outcome: "skipped", says: because });

/** @returns a check as it is shown: outcome, name and sentence in a line, what to do in the next */
export function shown({ name, outcome, says, todo }: Check): string {
  const mark = outcome === "failed" ? "FAILED" : outcome;
  const line = `${mark.padEnd(8)}${name.padEnd(14)}${says}`;
  return todo === undefined ? line : `${line}\n${" ".repeat(22)}→ ${todo}`;
}
