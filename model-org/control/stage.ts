import type { Faults } from "../faults/faults";
import type { Past } from "../past/past";
import type { World } from "../world/world";

/** Calls that reached an operation, by service, operation and status. */
export type CallCounts = Map<string, number>;

/** What the control API looks at and changes. */
export type Stage = { world: World; faults: Faults; calls: CallCounts; past: Past | undefined };
