import { execFileSync } from "node:child_process";

/** @returns the process ids of everything a process started, and of everything those did */
export function descendantsOf(pid: number): number[] {
  const pairs = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const found = [pid];
  for (let i = 0; i < found.length; i++) {
    for (const [child = 0, parent = 0] of pairs) if (parent === found[i]) found.push(child);
  }
  return found.slice(1);
}

/** @returns whether a process is there; one that ended and that nobody has asked about is not */
export function isAlive(pid: number): boolean {
  try {
    return !execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" })
      .trim()
      .startsWith("Z");
  } catch {
    return false;
  }
}
