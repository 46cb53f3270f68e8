import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { projectEnvironment, projectNode, projectRoot } from "./install.mjs";

const generated = path.join(projectRoot, "lib", "data", "generated");
const stamp = path.join(generated, ".schema");

/** Makes the Prisma client from the schema, unless it is already made from this one. */
export function generate() {
  const schema = createHash("sha256")
    .update(readFileSync(path.join(projectRoot, "prisma", "schema.prisma")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === schema) return;
  const { status, stdout, stderr } = spawnSync(
    projectNode(),
    [path.join(projectRoot, "node_modules", "prisma", "build", "index.js"), "generate"],
    {
      cwd: projectRoot,
      encoding: "utf8",
      // Generating needs no engine, but looks for one to download: any file that exists satisfies it. Only here: with
      // it set, Prisma's own migrate would do nothing and say nothing.
      env: { ...projectEnvironment(), PRISMA_SCHEMA_ENGINE_BINARY: projectNode(), PRISMA_HIDE_UPDATE_MESSAGE: "1" },
    },
  );
  if (status !== 0) throw new Error(`The Prisma client could not be generated.\n${stdout}${stderr}`);
  writeFileSync(stamp, schema);
}

if (process.argv[1] === import.meta.filename) generate();
