import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { closePool, useDatabase } from "@/lib/data/pool";
import { systemActor } from "@/lib/services/access/actor";
import { exportRows } from "@/lib/services/evidence/export-rows";

/**
 * A process of its own that writes one CSV of all findings: `export-once.ts URL FILE`. Prints how long it took, in
 * seconds, and its memory before and at its highest, in megabytes.
 */
const [url = "", file = ""] = process.argv.slice(2);
const memory = () => process.memoryUsage.rss() / 1e6;
await useDatabase(url);
globalThis.gc?.();
const idle = memory();
let peak = idle;
const watch = setInterval(() => {
  peak = Math.max(peak, memory());
}, 20);
const began = performance.now();
const { rows } = await exportRows(systemActor("bench"), { kind: "findings", ouId: 1 });
await pipeline(rows, createWriteStream(file));
const seconds = (performance.now() - began) / 1000;
clearInterval(watch);
process.stdout.write(JSON.stringify({ seconds, idle, peak }));
await closePool();
