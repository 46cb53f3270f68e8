/** What time it is in the world. */
export type Clock = { now(): Date };

export const realClock: Clock = { now: () => new Date() };
