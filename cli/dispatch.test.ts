import { expect, test } from "vitest";
import { WrongUse } from "./command";
import { dispatch } from "./dispatch";

test.each([
  [[], "Say what to do"],
  [["nonsense"], "There is no command nonsense."],
  [["../main"], "There is no command ../main."],
  [["help", "nonsense"], "There is no command nonsense."],
  [["export"], "What to export is one of findings"],
  [["export", "findings", "verdicts"], "one thing at a time"],
  [["export", "findings", "--format", "xlsx"], "--format is one of csv, jsonl."],
  [["export", "findings", "--control", "no-such"], "There is no control no-such."],
  [["export", "findings", "--severity", "dire"], "--severity"],
  [["export", "findings", "--practice", "13"], "--practice"],
  [["scan", "everything"], "scan takes no words"],
  [["scan", "--account", "12"], "twelve digits"],
  [["scan", "--ou", "Workloads"], "--ou is the id"],
  [["scan", "--resource", "claims-intake"], "--resource is the ARN"],
  [["scan", "--account", "111122223333", "--ou", "ou-1"], "Name one of"],
  [["scan", "--fast"], "Unknown option '--fast'."],
  [["doctor", "now"], "doctor takes no words"],
  [["user", "delete"], "user create"],
  [["user", "create", "--email", "a@example.com"], "Give --email and --role."],
  [["iam-policy"], "Say whose"],
  [["iam-policy", "root"], "There is no role root"],
  [["iam-policy", "reader", "--for", "everyone"], "--for is hub"],
  [["iam-policy", "reader", "--partition", "moon"], "--partition is one of"],
] as const)("%j is wrong use, with a sentence that says what would do", async (args, sentence) => {
  const called = dispatch(args);
  await expect(called).rejects.toBeInstanceOf(WrongUse);
  await expect(called).rejects.toThrow(sentence);
});
