/** Ordered from least to most severe: the index is the number stored in a verdict byte and in the database. */
export const severities = ["informational", "low", "medium", "high", "critical"] as const;

export type Severity = (typeof severities)[number];

/** The weight of a verdict in the score, by its severity as judged. */
export const severityWeight: Readonly<Record<Severity, number>> = {
  critical: 10,
  high: 5,
  medium: 2,
  low: 1,
  informational: 0,
};

/** @returns the number stored for a severity: 0 informational … 4 critical */
export const severityRank = (severity: Severity): number => severities.indexOf(severity);

/** @throws RangeError for a number that is not 0 to 4 */
export function severityOfRank(rank: number): Severity {
  const severity = severities[rank];
  if (!severity) throw new RangeError(`There is no severity ${rank}: it is 0 to 4.`);
  return severity;
}
