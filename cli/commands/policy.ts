import { readFile } from "node:fs/promises";
import { defineCommand, WrongUse } from "../command";
import { analyseLines } from "../policy/analyse";
import { checkPolicy, type Finding, type Owner, widerThan } from "../policy/check";
import { print, say } from "../terminal";

export default defineCommand({
  usage: [
    "policy analyse",
    "policy check FILE [--kind bucket|access-point] [--account ID] [--organization ID] [--trusted ID,ID]",
    "policy check FILE --against OLDER_FILE",
  ],
  says: 'Answers what policies say: analyse reads {"id", "kind", "input"} as JSON lines; check ends with 1 where a policy is public, leaves the organization, or allows more than an older one.',
  options: {
    kind: { type: "string", default: "bucket" },
    account: { type: "string" },
    organization: { type: "string" },
    trusted: { type: "string", default: "" },
    against: { type: "string" },
  },

  async run({ words: [what, ...words], values }) {
    if (what === "analyse") {
      if (words.length > 0) throw new WrongUse("policy analyse takes no words: it reads standard input.");
      return (await analyseLines(process.stdin, process.stdout)) ? 0 : 1;
    }
    if (what !== "check") throw new WrongUse("Say what to do with policies: analyse, or check.");
    const [file, ...more] = words;
    if (file === undefined || more.length > 0) throw new WrongUse("Say which file holds the policy.");
    const owner = ownerOf(values);
    const text = await textOf(file);
    const found =
      values.against === undefined
        ? checkPolicy(text, owner)
        : widerThan(text, await textOf(values.against), owner.kind);
    for (const { what, says } of found) print(`${what}: ${says}`);
    say(summary(found, values.against !== undefined));
    // What cannot be decided has not passed.
    return found.length === 0 ? 0 : 1;
  },
});

type Values = { kind: string; account?: string; organization?: string; trusted: string };

function ownerOf({ kind, account, organization, trusted }: Values): Owner {
  if (kind !== "bucket" && kind !== "access-point") throw new WrongUse("--kind is bucket, or access-point.");
  const accounts = trusted.split(",").filter((id) => id !== "");
  for (const id of [...accounts, ...(account === undefined ? [] : [account])]) {
    if (!/^\d{12}$/.test(id)) throw new WrongUse(`${id.slice(0, 40)} is not an account id: it has twelve digits.`);
  }
  if (organization !== undefined && !/^o-[a-z0-9]{10,32}$/.test(organization)) {
    throw new WrongUse("--organization is the organization's id: it begins with o-.");
  }
  return { kind, account, organization, trusted: accounts };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new WrongUse(`The file ${file.slice(0, 200)} cannot be read.`);
  }
}

function summary(found: readonly Finding[], compared: boolean): string {
  if (found.length === 0) {
    return compared ? "It allows no more than the older one." : "It is not public, and lets nobody in from outside.";
  }
  const undecided = found.every(({ what }) => what === "undetermined");
  return undecided
    ? "It cannot be decided."
    : `${found.length} ${found.length === 1 ? "reason" : "reasons"} against it.`;
}
