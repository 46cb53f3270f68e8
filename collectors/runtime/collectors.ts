import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ResourceType } from "@/lib/model/resource";
import type { Collector } from "./collector";

const folder = path.join(import.meta.dirname, "..", "facts");

let all: Promise<Collector[]> | undefined;

/** @returns every collector of collectors/facts: a file there is a fact, and no list is edited */
export function collectors(): Promise<Collector[]> {
  all ??= Promise.all(
    readdirSync(folder)
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .sort()
      .map(async (file) => {
        const loaded = (await import(pathToFileURL(path.join(folder, file)).href)) as { default: Collector };
        return loaded.default;
      }),
  );
  return all;
}

/** @returns the collectors of a resource type */
export async function collectorsFor(type: ResourceType): Promise<Collector[]> {
  return (await collectors()).filter(({ provides }) => provides.startsWith(`${type}.`));
}
