import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";
import { benchmarkNames } from "./benchmarks";

const Line = z.strictObject({
  metric: z.string().regex(/^[a-z_]+(\.[a-z_0-9]+)+$/),
  value: z.number().nonnegative(),
  unit: z.string().min(1),
  limit: z.number().positive().nullable(),
  ratio: z.number().nonnegative().nullable(),
  noisy: z.literal(true).optional(),
  of: z.string().optional(),
});

const root = path.resolve(import.meta.dirname, "..");

test.each(benchmarkNames)(
  "`bench %s --small` prints a line for each of its metrics, and nothing else",
  async (name) => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--import", "tsx", "bench/main.ts", name, "--small", "--resources", "400"],
      { cwd: root },
    );
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => Line.parse(JSON.parse(line)));
    expect(lines.length).toBeGreaterThan(0);
    expect(new Set(lines.map(({ metric }) => metric)).size).toBe(lines.length);
    for (const { value, limit, ratio } of lines) expect(ratio === null).toBe(limit === null || value === null);
  },
);

test("a name nobody knows ends with the usage and exit code 2", async () => {
  const run = promisify(execFile)(process.execPath, ["--import", "tsx", "bench/main.ts", "nothing"], { cwd: root });
  await expect(run).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining("ingest") });
});
