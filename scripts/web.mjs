import { spawn } from "node:child_process";
import { buildWeb, nextBin } from "./build-web.mjs";
import { generate } from "./generate.mjs";
import { install, projectEnvironment, projectNode, projectRoot } from "./install.mjs";

/** `npm run web`: the pages alone, for deployments. Builds them first where that was not done. Prints a line of JSON when ready. */
install();
generate();
await buildWeb();
const host = process.env.HOST || "127.0.0.1";
const port = process.env.PORT || "3000";
const child = spawn(projectNode(), [nextBin, "start", "--hostname", host, "--port", port], {
  cwd: projectRoot,
  stdio: ["ignore", "pipe", "inherit"],
  env: { ...projectEnvironment(), NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
});
child.stdout.on("data", (text) => {
  if (String(text).includes("Ready in")) {
    process.stdout.write(`${JSON.stringify({ ready: true, web: `http://${host}:${port}`, pid: child.pid })}\n`);
  } else process.stderr.write(text);
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
process.on("disconnect", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 0 : 1)));
