import path from "node:path";
import { parseArgs } from "node:util";
import { faultsOfFile } from "../faults/parse-faults";
import { addressOf, defaultState } from "./address";

/** What a command line says to do: a request of the control API. */
export type Request = { method: "POST" | "DELETE"; path: string; body?: object };

export const usage = `Changes the running model organization, to see Breakwater notice.

  npm run model-org -- set bucket NAME public|private|deleted
  npm run model-org -- set versioning NAME enabled|suspended
  npm run model-org -- set bucket-key NAME off
  npm run model-org -- set account NAME-OR-ID role absent|role present|new-bucket
  npm run model-org -- set region NAME down|up
  npm run model-org -- set fault FILE|none
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
    "role absent": ["remove-role", "account"],
    "role present": ["restore-role", "account"],
    "new-bucket": ["new-bucket", "account"],
  },
  region: { down: ["break-region", "region"], up: ["mend-region", "region"] },
};

/** @returns what to ask of the control API; a sentence for a command line that says nothing it knows */
export function requestOf(words: readonly string[], from: (file: string) => string): Request | string {
  const [what = "", name = "", ...rest] = words;
  if (what === "day" && words.length === 2 && /^\d+$/.test(name)) {
    return { method: "POST", path: "/clock", body: { day: Number(name) } };
  }
  if (what === "fault" && words.length === 2) {
    return name === "none" ? { method: "DELETE", path: "/faults" } : faultsOf(from(name));
  }
  const known = deeds[what];
  if (!known) return `One sets ${[...Object.keys(deeds), "fault", "day"].join(", ")}, not ${what || "nothing"}.`;
  // As one word too, as in role-absent.
  const how = rest.join(" ").replace(/^role-/, "role ");
  const deed = Object.hasOwn(known, how) ? known[how] : undefined;
  if (!name || !deed) return `Say: set ${what} NAME ${Object.keys(known).join("|")}.`;
  return { method: "POST", path: `/play/${deed[0]}`, body: { [deed[1]]: name } };
}

function faultsOf(file: string): Request | string {
  const faults = faultsOfFile(file);
  return typeof faults === "string" ? faults : { method: "POST", path: "/faults", body: faults };
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
  const request = requestOf(parsed.positionals, from);
  if (typeof request === "string") return wrong(request);
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
  return ask(control, request);
}

/** What the control API says of what it did. */
type Told = {
  did?: string;
  look?: string;
  error?: string;
  ids?: string[];
  day?: number;
  events?: number;
};

async function ask(control: string, { method, path: where, body }: Request): Promise<Outcome> {
  let answer: Response;
  let told: Told;
  try {
    answer = await fetch(new URL(where, control), { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    // Safe: every answer of the control API is an object of these, or another that has none of them.
    told = (await answer.json()) as Told;
  } catch {
    return { code: 1, out: "", error: `No model organization answers at ${control}.\n` };
  }
  if (!answer.ok) return { code: 1, out: "", error: `${told.error ?? "It was refused."}\n` };
  return { code: 0, out: sentenceOf(told), error: "" };
}

function sentenceOf({ did, look, ids, day, events }: Told): string {
  if (did !== undefined) return `${did}\n${look ? `To look for in Breakwater: ${look}\n` : ""}`;
  if (day !== undefined) {
    return `It is the evening of day ${day}; ${events} events.\nTo look for in Breakwater: what they name is read again.\n`;
  }
  if (ids === undefined) return "No fault is in force any more.\nTo look for in Breakwater: the next scan sees all.\n";
  const named = ids.length === 1 ? `Fault ${ids[0]} is` : `Faults ${ids.join(", ")} are`;
  return `${named} in force.\nTo look for in Breakwater: what the next scan cannot see, and why, on the page Visibility.\n`;
}
