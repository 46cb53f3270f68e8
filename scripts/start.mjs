import { spawn } from "node:child_process";
import path from "node:path";
import { generate } from "./generate.mjs";
import { install, projectEnvironment, projectNode, projectRoot } from "./install.mjs";

/** `npm start`: everything on one machine. Installs under any Node npm runs under, then goes on under the project's own. */
install();
generate();
const child = spawn(projectNode(), ["--import", "tsx", path.join(projectRoot, "scripts", "supervise.ts")], {
  cwd: projectRoot,
  stdio: ["inherit", "inherit", "inherit", "ipc"],
  env: projectEnvironment(),
});
// The terminal sends Ctrl-C to both: the supervisor stops in order, and this one waits for it.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => signal === "SIGTERM" && child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
