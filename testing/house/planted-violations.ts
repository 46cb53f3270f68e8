/** A file that breaks one rule of biome.json, or that stands beside it and breaks nothing. */
export type Planted = {
  file: string;
  text: string;
  /** What Biome must say of it; `nothing` proves that the rule stops where it should. */
  rule: string;
  /** Other files it needs. */
  beside?: readonly (readonly [file: string, text: string])[];
};

const taking = (from: string): string => `import { one } from "${from}";\n\nexport const two = one;\n`;

/** One file for every module a folder may not import, and one for those it may. */
const imports = (folder: string, { no, yes }: { no: readonly string[]; yes: readonly string[] }): Planted[] => [
  ...no.map((from, i) => ({ file: `${folder}/refused-${i}.ts`, text: taking(from), rule: "noRestrictedImports" })),
  ...yes.map((from, i) => ({ file: `${folder}/allowed-${i}.ts`, text: taking(from), rule: "nothing" })),
];

const aws = ["@aws-sdk/client-s3", "@smithy/core"];
const postgres = ["pg", "pg-boss", "@prisma/client"];
const drivers = ["@/app/page", "@/components/ui/mark", "@/collectors/worker", "@/cli/main", "@/model-org/world/world"];
const without = (...names: string[]): string[] =>
  drivers.filter((from) => !names.some((n) => from.startsWith(`@/${n}/`)));
const lib = ["@/lib/data/pool", "@/lib/services/scans/start-scan", "@/lib/platform/env", "@/lib/jobs/tend"];
const pure = ["@/lib/model/fact", "@/lib/engine/judge"];

const pureFolders = ["model", "policy", "engine", "controls/9-x", "remediations", "frameworks", "evidence"];

const whoMayImportWhom: Planted[] = [
  ...pureFolders.flatMap((name) =>
    imports(`lib/${name}`, {
      no: [...lib, ...drivers, ...aws, ...postgres, "next", "next/headers", "react", "react-dom/server", "node:fs"],
      yes: [...pure, "zod"],
    }),
  ),
  ...imports("lib/data", {
    no: [...aws, ...drivers, "@/lib/services/scans/start-scan"],
    yes: [...postgres, ...pure, "@/lib/jobs/tend"],
  }),
  ...imports("lib/jobs", { no: [...aws, ...postgres, ...drivers, ...lib.slice(0, 3)], yes: [...pure, "zod"] }),
  ...imports("lib/services/scans", { no: [...aws, ...postgres, ...drivers], yes: [...lib, ...pure] }),
  ...imports("lib/platform", {
    no: [...aws, ...postgres, ...drivers, "@/lib/services/scans/start-scan"],
    yes: ["@/lib/data/pool"],
  }),
  ...["migrate", "postgres"].flatMap((name) =>
    imports(`lib/platform/${name}`, { no: [...aws, ...drivers, "@/lib/services/scans/start-scan"], yes: postgres }),
  ),
  { file: "lib/platform/auth.ts", text: taking("@prisma/client"), rule: "nothing" },
  ...imports("collectors/facts", { no: [...postgres, ...without("collectors")], yes: [...aws, ...lib, ...pure] }),
  // It brings its own worker where none is alive, and prints policies derived from what collectors call.
  ...imports("cli", {
    no: [...aws, ...postgres, ...without("cli", "collectors")],
    yes: ["@/collectors/worker", ...lib, ...pure],
  }),
  ...["app/(dashboard)/x", "app/api/x"].flatMap((folder) =>
    imports(folder, {
      no: [...aws, ...postgres, "@/lib/data/pool", ...without("app", "components")],
      yes: ["@/components/ui/mark", ...lib.slice(1), ...pure, "next/link"],
    }),
  ),
  ...["proxy.ts", "instrumentation.ts"].map((file) => ({
    file,
    text: taking("@/lib/data/pool"),
    rule: "noRestrictedImports",
  })),
  ...imports("components/finding", {
    no: [...aws, ...postgres, "@/lib/data/pool", ...without("components")],
    yes: ["@/app/(dashboard)/changes/actions", "@/components/ui/mark", "@/lib/services/findings/list-findings"],
  }),
  ...["ui", "charts", "table", "format"].flatMap((name) =>
    imports(`components/${name}`, {
      no: [
        ...aws,
        ...postgres,
        ...lib.slice(0, 3),
        "@/lib/controls/slots",
        "@/components/finding/finding-table",
        "@/app/(dashboard)/changes/actions",
        ...without("components"),
      ],
      yes: [...pure, "@/components/ui/mark", "@/components/format/format-count", "react"],
    }),
  ),
  ...imports("model-org/handlers", {
    no: [...postgres, ...without("model-org"), ...lib, ...pure],
    yes: ["@/model-org/world/world", ...aws],
  }),
  ...imports("scripts", { no: ["@/model-org/world/world"], yes: lib }),
  // A test may look behind every wall.
  { file: "lib/engine/judge.test.ts", text: taking("@/model-org/world/world"), rule: "nothing" },
  {
    file: "lib/engine/dynamic.ts",
    text: 'export const two = () => import("@/lib/data/pool");\n',
    rule: "noRestrictedImports",
  },
  { file: "lib/engine/passed-on.ts", text: 'export { one } from "@/lib/data/pool";\n', rule: "noRestrictedImports" },
  {
    file: "lib/engine/typed.ts",
    text: 'import type { One } from "@/lib/data/pool";\n\nexport type Two = One;\n',
    rule: "noRestrictedImports",
  },
];

const save = ["lib/services/x/save.ts", "export const save = async (): Promise<number> => 1;\n"] as const;

const everywhere: Planted[] = [
  {
    file: "lib/services/x/forgotten.ts",
    // Over an import: a Biome that resolves no `@/` path sees no promise here.
    text: 'import { save } from "@/lib/services/x/save";\n\nexport const two = () => {\n  save();\n};\n',
    rule: "noFloatingPromises",
    beside: [save],
  },
  {
    file: "lib/services/x/misused.ts",
    text: 'import { save } from "@/lib/services/x/save";\n\nexport const two = () => (save() ? 1 : 2);\n',
    rule: "noMisusedPromises",
  },
  {
    file: "lib/services/x/environment.ts",
    text: 'export const two = process.env["PORT"];\n',
    rule: "noProcessEnv",
  },
  { file: "lib/platform/environment.ts", text: 'export const two = process.env["PORT"];\n', rule: "nothing" },
  {
    file: "lib/services/x/first.ts",
    text: 'import { second } from "@/lib/services/x/second";\n\nexport const first = (): unknown => second;\n',
    rule: "noImportCycles",
  },
  {
    file: "lib/services/x/second.ts",
    text: 'import { first } from "@/lib/services/x/first";\n\nexport const second = (): unknown => first;\n',
    rule: "noImportCycles",
  },
  { file: "lib/services/x/loose.ts", text: "export const two = (one: any) => one;\n", rule: "noExplicitAny" },
  {
    file: "lib/services/x/sure.ts",
    text: "export const two = (one?: string) => one!;\n",
    rule: "noNonNullAssertion",
  },
  { file: "lib/services/x/unused.ts", text: "const one = 1;\n\nexport const two = 2;\n", rule: "noUnusedVariables" },
  {
    file: "lib/services/x/unused-import.ts",
    text: 'import { save } from "@/lib/services/x/save";\n\nexport const two = 2;\n',
    rule: "noUnusedImports",
  },
  {
    file: "lib/services/x/a-type.ts",
    text: 'import { Two } from "@/lib/services/x/two";\n\nexport type One = Two;\n',
    rule: "useImportType",
  },
];

export const planted: readonly Planted[] = [...whoMayImportWhom, ...everywhere];
