import { optionsFrom, usage } from "./flags";
import { set } from "./play/set";
import { startModelOrg } from "./start-model-org";

/** `npm run model-org`: the model organization alone. One ready line of JSON on stdout. */
if (process.argv[2] === "set") {
  const { code, out, error } = await set(process.argv.slice(3), process.env);
  process.stdout.write(out);
  process.stderr.write(error);
  process.exit(code);
}

const options = optionsFrom(process.argv.slice(2), process.env["INIT_CWD"] ?? process.cwd());
if (options === undefined) {
  process.stdout.write(usage);
  process.exit(0);
}
if (typeof options === "string") {
  process.stderr.write(`${options}\n`);
  process.exit(2);
}

try {
  const { world: _world, faults: _faults, past: _past, stop, ...ready } = await startModelOrg(options);
  process.stdout.write(`${JSON.stringify({ ready: true, ...ready })}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => void stop().then(() => process.exit(0)));
  }
  process.on("disconnect", () => void stop().then(() => process.exit(0)));
} catch (error) {
  process.stderr.write(
    `The model organization does not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
}
