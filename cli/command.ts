import type { ParseArgsConfig, parseArgs } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;

type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; allowPositionals: true; strict: true }>
>;

/** A command as it was called. */
export type Call<O extends Options = Options> = {
  /** Options by name. */
  values: Parsed<O>["values"];
  /** The words that follow the command's own. */
  words: readonly string[];
};

/** One command of `npm run breakwater`: its file in cli/commands is its name. */
export type Command<O extends Options = Options> = {
  /** How it is called, without the program's name: a line for each way. */
  usage: readonly string[];
  /** What it does, in a sentence. */
  says: string;
  options: O;
  /** @returns the exit code: 0, or 1 where a check failed. @throws WrongUse, AppError */
  run(call: Call<O>): Promise<number>;
};

/** Declares a command. Returns it as it is: the types do the work. */
export const defineCommand = <const O extends Options>(command: Command<O>): Command<O> => command;

/** A command called in a way it cannot be: exit code 2, with a sentence that says what would do. */
export class WrongUse extends Error {
  override readonly name = "WrongUse";
}
