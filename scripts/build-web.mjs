import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { projectEnvironment, projectNode, projectRoot } from "./install.mjs";

const folders = ["app", "components", "lib"];
const files = ["next.config.ts", "proxy.ts", "instrumentation.ts", "package-lock.json", "tsconfig.json"];

const stamp = path.join(projectRoot, ".next", "breakwater-sources");

/** @returns a name for everything the pages are built from */
function sources() {
  const hash = createHash("sha256");
  const add = (file) => hash.update(file).update(readFileSync(path.join(projectRoot, file)));
  for (const file of files) if (existsSync(path.join(projectRoot, file))) add(file);
  for (const folder of folders) {
    const inside = readdirSync(path.join(projectRoot, folder), { recursive: true, withFileTypes: true });
    const names = inside
      .filter((entry) => entry.isFile() && !entry.name.includes(".test."))
      .map((entry) => path.relative(projectRoot, path.join(entry.parentPath, entry.name)));
    for (const name of names.sort()) add(name);
  }
  return hash.digest("hex");
}

export const nextBin = path.join(projectRoot, "node_modules", "next", "dist", "bin", "next");

/**
 * Builds the pages, unless they were built from the same sources already.
 * @returns whether anything was built
 */
export async function buildWeb() {
  const wanted = sources();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  let said = "";
  const child = spawn(projectNode(), [nextBin, "build"], {
    cwd: projectRoot,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...projectEnvironment(), NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
  });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  const code = await new Promise((resolve) => child.on("exit", resolve));
  if (code !== 0) throw new Error(`The pages could not be built:\n${said.slice(-4000)}`);
  writeFileSync(stamp, wanted);
  return true;
}
