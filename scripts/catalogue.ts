import { readFileSync, writeFileSync } from "node:fs";
import { nextSlots, type Slots } from "@/lib/controls/catalogue";
import { catalogueSource, controlFiles } from "./control-files";

/** Writes the static list of the controls and gives new ones their number and slot. Numbers are never used again. */
const folder = "lib/controls";
const files = controlFiles(folder);
writeFileSync(`${folder}/catalogue.gen.ts`, catalogueSource(files));

const { controls } = await import("@/lib/controls/catalogue.gen");
const slotsFile = `${folder}/slots.gen.json`;
const slots = JSON.parse(readFileSync(slotsFile, "utf8")) as Slots;
writeFileSync(slotsFile, `${JSON.stringify(nextSlots(slots, controls), null, 2)}\n`);
console.log(`${files.length} controls.`);
