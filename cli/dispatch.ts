import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { messageOf } from "@/lib/platform/errors";
import { type Command, WrongUse } from "./command";
import { print } from "./terminal";

const folder = path.join(import.meta.dirname, "commands");
const program = "npm run breakwater --";

/**
 * Runs the command that words name: the files of cli/commands are the commands, and only the one called is loaded.
 * @returns its exit code
 * @throws WrongUse for words that name none, or that it cannot be called with
 */
export async function dispatch([name, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined) throw new WrongUse(`Say what to do: ${names().join(", ")} or help.`);
  if (["help", "--help", "-h"].includes(name)) return help(rest[0]);
  if (!/^[a-z-]+$/.test(name) || !existsSync(path.join(folder, `${name}.ts`))) throw new WrongUse(unknown(name));
  if (rest.includes("--help") || rest.includes("-h")) return help(name);
  const command = await load(name);
  try {
    const { values, positionals } = parse(command, rest);
    return await command.run({ values, words: positionals });
  } catch (error) {
    if (error instanceof WrongUse) throw new WrongUse(`${error.message}\n${ways(command)}`);
    throw error;
  }
}

const names = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => file.slice(0, -".ts".length))
    .sort();

async function load(name: string): Promise<Command> {
  const loaded = (await import(pathToFileURL(path.join(folder, `${name}.ts`)).href)) as { default: Command };
  return loaded.default;
}

const ways = ({ usage }: Command): string => usage.map((way) => `  ${program} ${way}`).join("\n");

async function help(name: string | undefined): Promise<number> {
  if (name !== undefined && !names().includes(name)) throw new WrongUse(unknown(name));
  const shown = await Promise.all((name === undefined ? names() : [name]).map(load));
  print(shown.map((command) => `${command.says}\n${ways(command)}`).join("\n\n"));
  if (name !== undefined) return 0;
  print(
    "\nData goes to stdout, sentences to stderr. npm writes two lines of its own to stdout: npm run --silent does not.",
  );
  return 0;
}

const unknown = (name: string): string =>
  `There is no command ${name.slice(0, 60)}. There are ${names().join(", ")} and help.`;

function parse(command: Command, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: command.options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new WrongUse(`${messageOf(error).split(". To specify")[0]}.`);
  }
}
