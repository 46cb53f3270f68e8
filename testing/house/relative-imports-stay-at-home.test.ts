import path from "node:path";
import { houseRule } from "./house-rule";
import { importsOf } from "./imports";
import { isTest } from "./source-files";

/** The room a file is in: the folder that the rules of biome.json name. They read `@/` paths, not relative ones. */
function room(file: string): string {
  const [first = "", second = ""] = file.split("/");
  return first === "lib" || first === "components" ? `${first}/${second}` : first;
}

houseRule({
  name: "a relative import stays in its room: another room is @/, which the import rules read",
  about: (file) => file.includes("/") && !isTest(file),
  find: (file) =>
    importsOf(file)
      .map(({ from }) => from)
      .filter((from) => from.startsWith("."))
      .filter((from) => room(path.posix.join(path.posix.dirname(file.path), from)) !== room(file.path)),
  broken: [
    ["lib/engine/planted.ts", 'import { pool } from "../data/pool";', ["../data/pool"]],
    ["lib/controls/1-x/planted.ts", 'import type { Tx } from "../../data/transaction";', ["../../data/transaction"]],
    ["components/ui/planted.tsx", 'export const a = import("../finding/finding-table");', ["../finding/finding-table"]],
    ["collectors/planted.ts", 'export { a } from "../model-org/start-model-org";', ["../model-org/start-model-org"]],
  ],
  kept: [
    ["lib/engine/planted.ts", 'import { judge } from "./judge";'],
    ["app/(dashboard)/planted/page.tsx", 'import { A } from "../_components/a";'],
    ["lib/engine/planted.ts", 'import { pool } from "@/lib/model/fact";'],
  ],
});
