import type { Control } from "@/lib/engine/control";
import type { ResourceType } from "@/lib/model/resource";

/** A control's place: its number in the database and its byte in the vectors of its type. Neither is used twice. */
export type Slot = { number: number; type: ResourceType; slot: number; retired?: true };

export type Slots = { controls: Record<string, Slot> };

/**
 * @param slots the slot map as committed
 * @param controls the controls there are now
 * @returns the slot map with new controls at the end and those that are gone marked as retired
 */
export function nextSlots(slots: Slots, controls: readonly Pick<Control, "id" | "resource">[]): Slots {
  const next = structuredClone(slots.controls);
  for (const [id, slot] of Object.entries(next)) {
    if (!controls.some((control) => control.id === id)) slot.retired = true;
  }
  for (const { id, resource } of controls) {
    const known = next[id];
    if (known && known.type !== resource) throw new Error(`${id} was about ${known.type}: a control keeps its type.`);
    if (known) {
      delete known.retired;
      continue;
    }
    const all = Object.values(next);
    const sameType = all.filter(({ type }) => type === resource);
    next[id] = { number: 1 + Math.max(0, ...all.map(({ number }) => number)), type: resource, slot: sameType.length };
  }
  return { controls: next };
}
