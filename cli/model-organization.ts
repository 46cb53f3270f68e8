import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { environment, setVariables } from "@/lib/platform/env";
import { type Child, startChild, stopChild } from "@/scripts/child";
import { readRunning } from "@/scripts/leftovers";

const root = path.join(import.meta.dirname, "..");

/**
 * Reaches the model organization: the one the environment names, the one `npm start` runs, or one of our own from the
 * same state file, so that it is the same organization. In the real world there is none, and nothing happens.
 * @returns how to leave it
 */
export async function reachModelOrganization(): Promise<{ leave(): Promise<void> }> {
  const { aws, modelUrl, dataDirectory } = environment();
  const nothing = { leave: async () => {} };
  if (aws === "real" || modelUrl !== undefined) return nothing;
  const running = readRunning(path.join(dataDirectory, "running.json"))?.model;
  if (running) {
    setVariables(running);
    return nothing;
  }
  const model = await start(dataDirectory);
  const { url, seed, roles } = model.ready as {
    url: string;
    seed: string;
    roles: { reader: { accessKeyId: string } };
  };
  setVariables({
    BREAKWATER_MODEL_URL: url,
    BREAKWATER_MODEL_SEED: seed,
    BREAKWATER_MODEL_KEY: roles.reader.accessKeyId,
  });
  return { leave: () => stopChild(model) };
}

async function start(dataDirectory: string): Promise<Child> {
  mkdirSync(path.join(dataDirectory, "log"), { recursive: true });
  const file = createWriteStream(path.join(dataDirectory, "log", "model-org.log"), { flags: "a" });
  return startChild({
    name: "The model organization",
    command: process.execPath,
    args: [
      "--import",
      "tsx",
      path.join(root, "model-org", "main.ts"),
      "--state",
      path.join(dataDirectory, "model-organization.json"),
    ],
    cwd: root,
    env: {},
    log: (line) => void file.write(`${line}\n`),
  });
}
