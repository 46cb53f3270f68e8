/** A day in UTC as `YYYY-MM-DD`: how Postgres writes a `date`, and how days compare as text. */
export type Day = string;

/** @returns the UTC day a moment is in */
export const dayOf = (at: Date): Day => at.toISOString().slice(0, 10);

/** @returns the first day of the UTC month a moment is in */
export const monthOf = (at: Date): Day => `${at.toISOString().slice(0, 7)}-01`;
