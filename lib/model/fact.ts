import type { UnknownReason } from "./reason";

/**
 * What is known of one property of one resource. A known `null` is AWS saying "not configured";
 * an unknown fact says why it could not be read and which permission was missing.
 */
export type Fact<T = unknown> = { known: true; value: T } | UnknownFact;

export type UnknownFact = { known: false; reason: UnknownReason; permission?: string };

/** When and from where a fact was read: joined for display, never part of a snapshot. */
export type Observation = { at: Date; source: string };

export const known = <T>(value: T): Fact<T> => ({ known: true, value });

/** @param permission the IAM action that would have to be granted, where one is missing */
export const unknown = (reason: UnknownReason, permission?: string): UnknownFact =>
  permission === undefined ? { known: false, reason } : { known: false, reason, permission };
