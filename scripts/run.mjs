import { spawn } from "node:child_process";
import path from "node:path";
import { generate } from "./generate.mjs";
import { install, projectEnvironment, projectNode, projectRoot } from "./install.mjs";

/**
 * Runs a TypeScript program of the project: `node scripts/run.mjs FILE [arguments]`. Installs and generates first where
 * that has not been done. The program's exit code is this one's.
 */
const [file, ...args] = process.argv.slice(2);
if (!file) {
  process.stderr.write("Say which file to run.\n");
  process.exit(2);
}
install();
generate();
const child = spawn(projectNode(), ["--import", "tsx", path.join(projectRoot, file), ...args], {
  cwd: projectRoot,
  stdio: "inherit",
  env: { INIT_CWD: process.cwd(), ...projectEnvironment() },
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
