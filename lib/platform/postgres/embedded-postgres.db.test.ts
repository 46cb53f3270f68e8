import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { skip } from "@/testing/skip";

const root = fileURLToPath(new URL("../../..", import.meta.url));

const nobody = { uid: 65534, gid: 65534 };

/** @returns who owns the data, and what the process said; the directory is gone afterwards */
function startAs(identity: { uid: number; gid: number } | undefined) {
  const directory = mkdtempSync(path.join(tmpdir(), "breakwater-postgres-"));
  chmodSync(directory, 0o711);
  if (identity) chownSync(directory, identity.uid, identity.gid);
  try {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", "tsx", path.join(root, "testing", "start-postgres.ts"), directory],
      { cwd: root, encoding: "utf8", ...identity },
    );
    if (status !== 0) throw new Error(stderr);
    return {
      owner: statSync(path.join(directory, "data")).uid,
      ...(JSON.parse(stdout) as { uid: number; ports: number[] }),
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

test("root starts the embedded Postgres, twice on the same data, and nobody owns it", (context) => {
  if (process.getuid?.() !== 0) skip(context, "only root can be root");
  const { uid, owner, ports } = startAs(undefined);
  expect({ uid, owner }).toEqual({ uid: 0, owner: nobody.uid });
  expect(ports[0]).toBe(ports[1]);
});

test("an ordinary user starts the embedded Postgres, twice on the same data, and owns it", (context) => {
  const isRoot = process.getuid?.() === 0;
  // The clone may lie where only root may enter, its home for example.
  if (isRoot && spawnSync(process.execPath, ["-e", ""], { cwd: root, ...nobody }).status !== 0) {
    skip(context, "this folder is closed to ordinary users");
  }
  const { uid, owner, ports } = startAs(isRoot ? nobody : undefined);
  expect(uid).toBe(isRoot ? nobody.uid : process.getuid?.());
  expect(owner).toBe(uid);
  expect(ports[0]).toBe(ports[1]);
});
