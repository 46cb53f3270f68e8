import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";

const root = path.join(import.meta.dirname, "..");

/** How a program ended, and what it wrote. */
export type Ended = { code: number | null; out: string; err: string };

/**
 * Runs `npm run breakwater -- …` as a person would, without npm's own lines.
 * @param environment beside what every test has; nothing of AWS's or ours is inherited
 */
export async function runCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  input = "",
): Promise<Ended> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS_|BREAKWATER_|DATABASE_)/.test(name));
  const child = spawn(process.execPath, [path.join(root, "scripts", "run.mjs"), "cli/main.ts", ...args], {
    cwd: root,
    // Safe: Next makes NODE_ENV a must in this type; a program may well run without it.
    env: { ...Object.fromEntries(inherited), ...environment } as NodeJS.ProcessEnv,
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(input);
  const code = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, out, err };
}
