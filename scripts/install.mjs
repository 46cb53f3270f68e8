import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = fileURLToPath(new URL("..", import.meta.url));

const modules = path.join(projectRoot, "node_modules");
const stamp = path.join(modules, ".breakwater-lock");

/**
 * Makes node_modules what the lock file says, unless it already is. Runs under any Node that npm runs under.
 * @returns whether anything was installed
 */
export function install() {
  const lock = createHash("sha256")
    .update(readFileSync(path.join(projectRoot, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return false;
  process.stderr.write("Installing dependencies: a minute or two the first time.\n");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: projectRoot,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error("npm ci failed: what it said is above.");
  writeFileSync(stamp, lock);
  return true;
}

/** @returns the Node that comes with the project; the running one where there is none for this platform */
export function projectNode() {
  const shipped = path.join(modules, `node-${process.platform}-${process.arch}`, "bin", "node");
  const node = existsSync(shipped) ? shipped : process.execPath;
  if (node === process.execPath && Number(process.versions.node.split(".")[0]) < 24) {
    throw new Error(
      `Breakwater needs Node 24 and npm has none for ${process.platform} on ${process.arch}: install it and try again.`,
    );
  }
  return node;
}

/** @returns the environment in which programs of node_modules find the project's Node first */
export function projectEnvironment() {
  return { ...process.env, PATH: `${path.dirname(projectNode())}${path.delimiter}${process.env.PATH ?? ""}` };
}
