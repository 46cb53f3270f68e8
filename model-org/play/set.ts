import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { addressOf, defaultState } from "./address";

/** What a command line says to do: a request of the control API. */
export type Request = { path: string; body: object };

export const usage = `Changes the running model organization, to see Breakwater notice.

  npm run model-org -- set bucket NAME public|private|deleted
  npm run model-org -- set versioning NAME enabled|suspended
  npm run model-org -- set bucket-key NAME off
  npm run model-org -- set account NAME-OR-ID role-absent|role-present|new-bucket
  npm run model-org -- set region NAME down|up
  npm run model-org -- set fault FILE
  npm run model-org -- set day N

  --control URL   the control API's address; without it the model organization of npm start is found
`;

const deeds: Readonly<Record<string, Readonly<Record<string, readonly [deed: string, of: string]>>>> = {
  bucket: {
    public: ["open-bucket", "bucket"],
    private: ["close-bucket", "bucket"],
    deleted: ["delete-bucket", "bucket"],
  },
  versioning: { enabled: ["resume-versioning", "bucket"], suspended: ["suspend-versioning", "bucket"] },
  "bucket-key": { off: ["drop-encryption-key", "bucket"] },
  account: {
    "role-absent": ["remove-role", "account"],
    "role-present": ["restore-role", "account"],
    "new-bucket": ["new-bucket", "account"],
  },
  region: { down: ["break-region", "region"], up: ["mend-region", "region"] },
};

/** @returns what to ask of the control API; a sentence for a command line that says nothing it knows */
export function requestsOf(words: readonly string[], from: (file: string) => string): Request[] | string {
  const [what = "", name = "", how = ""] = words;
  if (what === "day" && words.length === 2 && /^\d+$/.test(name))
    return [{ path: "/clock", body: { day: Number(name) } }];
  if (what === "fault" && words.length === 2) return faultsOf(from(name));
  const known = deeds[what];
  if (!known) return `One sets ${[...Object.keys(deeds), "fault", "day"].join(", ")}, not ${what || "nothing"}.`;
  const deed = known[how];
  if (!name || !deed || words.length !== 3) return `Say: set ${what} NAME ${Object.keys(known).join("|")}.`;
  return [{ path: `/play/${deed[0]}`, body: { [deed[1]]: name } }];
}

function faultsOf(file: string): Request[] | string {
  try {
    const rules: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (!Array.isArray(rules)) return `${file} is not a list of faults.`;
    return rules.map((rule) => ({ path: "/faults", body: rule as object }));
  } catch (error) {
    return `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** What the command line says, and how it ends: 0 done, 1 refused, 2 wrong use. */
export type Outcome = { code: 0 | 1 | 2; out: string; error: string };

/**
 * `npm run model-org -- set …`
 * @param environment where the product keeps its data, and where relative paths are from
 */
export async function set(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Outcome> {
  const wrong = (sentence: string): Outcome => ({ code: 2, out: "", error: `${sentence}\n\n${usage}` });
  let parsed: { values: { control?: string | undefined; help?: boolean | undefined }; positionals: string[] };
  try {
    const options = { control: { type: "string" }, help: { type: "boolean" } } as const;
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  if (parsed.values.help) return { code: 0, out: usage, error: "" };
  const from = (file: string) => path.resolve(environment["INIT_CWD"] ?? process.cwd(), file);
  const requests = requestsOf(parsed.positionals, from);
  if (typeof requests === "string") return wrong(requests);
  const control =
    parsed.values.control ??
    environment["BREAKWATER_MODEL_CONTROL_URL"] ??
    addressOf(defaultState(environment["BREAKWATER_DATA_DIR"]));
  if (control === undefined) {
    return {
      code: 1,
      out: "",
      error: "No model organization runs here. Start one with npm start, or name it with --control URL.\n",
    };
  }
  let out = "";
  for (const { path: where, body } of requests) {
    const answer = await fetch(new URL(where, control), { method: "POST", body: JSON.stringify(body) });
    const told = (await answer.json()) as {
      did?: string;
      look?: string;
      error?: string;
      id?: string;
      day?: number;
      events?: number;
    };
    if (!answer.ok) return { code: 1, out, error: `${told.error ?? "It was refused."}\n` };
    out += sentenceOf(told);
  }
  return { code: 0, out, error: "" };
}

function sentenceOf({
  did,
  look,
  id,
  day,
  events,
}: {
  did?: string;
  look?: string;
  id?: string;
  day?: number;
  events?: number;
}): string {
  if (did !== undefined) return `${did}\n${look ? `To look for in Breakwater: ${look}\n` : ""}`;
  if (day !== undefined) return `It is the evening of day ${day}; ${events} events.\n`;
  return `Fault ${id} is in force.\n`;
}
