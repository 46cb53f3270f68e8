import type { Control } from "@/lib/engine/control";
import type { ResourceType } from "@/lib/model/resource";
import type { Slot, Slots } from "./catalogue";
import { controls } from "./catalogue.gen";
import file from "./slots.gen.json";

// Safe: a test holds the file to the catalogue.
const slots = (file as Slots).controls;

/** @throws RangeError for an id no control ever had */
export function slotOf(id: string): Slot {
  const slot = slots[id];
  if (!slot) throw new RangeError(`There is no control ${id}.`);
  return slot;
}

/** @returns the control of an id; undefined when there is none, or none any more */
export const findControl = (id: string): Control | undefined => controls.find((control) => control.id === id);

/** @returns the controls about a type of resource, in the order of their slots */
export const controlsFor = (type: ResourceType): Control[] =>
  controls.filter(({ resource }) => resource === type).toSorted((a, b) => slotOf(a.id).slot - slotOf(b.id).slot);
