import type { CommandImpl } from "@smithy/core/client";
import type { Context } from "./context";

type Shapes<C> =
  C extends CommandImpl<infer Input, infer Output, infer _Config, infer _Inputs, infer _Outputs>
    ? { input: Input; output: Omit<Output, "$metadata"> }
    : never;

type CommandOf<T> = T extends abstract new (...args: never[]) => infer C ? Shapes<C> : never;

/** Handlers by operation, each typed by the SDK's own command: a misspelt member does not compile. */
export type HandlersOf<Module> = {
  [K in keyof Module as K extends `${infer Name}Command` ? Name : never]?: (
    input: CommandOf<Module[K]>["input"],
    context: Context,
  ) => CommandOf<Module[K]>["output"] | Promise<CommandOf<Module[K]>["output"]>;
};
