import { readdirSync } from "node:fs";

/** A control's file, as a path below lib/controls without its ending. */
export type ControlFile = string;

/** @returns every control of the folder, practices in their order */
export function controlFiles(folder: string): ControlFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /^\d+-[a-z0-9-]+\/[a-z0-9-]+\.ts$/.test(file))
    .map((file) => file.slice(0, -3))
    .toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1));
}

const variable = (file: ControlFile): string =>
  (file.split("/")[1] ?? file).replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** @returns the source of catalogue.gen.ts: a static list, so that a bundler sees every control */
export function catalogueSource(files: readonly ControlFile[]): string {
  return [
    "// Written by `npm run catalogue`.",
    'import type { Control } from "@/lib/engine/control";',
    ...files.map((file) => `import ${variable(file)} from "./${file}";`),
    "",
    "// Safe: the engine hands each control exactly the facts it names in `needs`.",
    "export const controls = [",
    ...files.map((file) => `  ${variable(file)},`),
    "] as readonly unknown[] as readonly Control[];",
    "",
  ].join("\n");
}
