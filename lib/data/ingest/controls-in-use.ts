import type { Tx } from "../transaction";

/** A control as counting needs it. */
export type ControlRow = { id: number; resourceType: string; slot: number; practice: string; retired: boolean };

/** Every control that ever was, by resource type and slot: stored vectors may hold bytes of controls since retired. */
export type ControlsBySlot = ReadonlyMap<string, readonly (ControlRow | undefined)[]>;

/** @returns every control that ever was */
export async function readControls(tx: Pick<Tx, "query">): Promise<ControlRow[]> {
  return tx.query<ControlRow>(
    `select id, resource_type as "resourceType", slot, practice, retired from control order by resource_type, slot`,
  );
}

export function bySlot(controls: readonly ControlRow[]): ControlsBySlot {
  const types = new Map<string, (ControlRow | undefined)[]>();
  for (const control of controls) {
    let slots = types.get(control.resourceType);
    if (!slots) {
      slots = [];
      types.set(control.resourceType, slots);
    }
    slots[control.slot] = control;
  }
  return types;
}
