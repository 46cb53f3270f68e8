/** One line of the output. `ratio` is null where there is no limit to hold it to. */
export type Measurement = {
  metric: string;
  value: number;
  unit: string;
  limit: number | null;
  ratio: number | null;
  /** The limit varied by more than 30 %: measure again on a quieter machine. */
  noisy?: true;
  /** What it was measured on, or which of several it was. */
  of?: string;
};

export type Round = { value: number; limit: number };

export const rounds = 5;

/** A measurement of interleaved rounds: medians, and the median of the rounds' ratios. */
export function ofRounds(metric: string, unit: string, measured: readonly Round[], of?: string): Measurement {
  const limits = measured.map(({ limit }) => limit);
  const limit = median(limits);
  return {
    metric,
    value: round(median(measured.map(({ value }) => value))),
    unit,
    limit: round(limit),
    ratio: round(median(measured.map((one) => one.value / one.limit))),
    ...((Math.max(...limits) - Math.min(...limits)) / limit > 0.3 ? { noisy: true as const } : {}),
    ...(of === undefined ? {} : { of }),
  };
}

/** A measurement that is exact, without rounds. */
export const exact = (metric: string, unit: string, value: number, limit: number | null, of?: string): Measurement => ({
  metric,
  value: round(value),
  unit,
  limit,
  ratio: limit === null ? null : round(value / limit),
  ...(of === undefined ? {} : { of }),
});

/**
 * Does something several times.
 * @param before done before each time, and not timed
 * @returns the median of how long it took, in milliseconds
 */
export async function medianMs(
  times: number,
  work: () => Promise<unknown>,
  before?: () => Promise<unknown>,
): Promise<number> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    await before?.();
    const began = performance.now();
    await work();
    taken.push(performance.now() - began);
  }
  return median(taken);
}

/** @returns how long it took, in seconds */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** To four digits: more would be noise. */
const round = (value: number): number => Number(value.toPrecision(4));
