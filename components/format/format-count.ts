const counts = new Intl.NumberFormat("en-GB");

/** A whole number with thousands set apart. */
export const formatCount = (n: number): string => counts.format(n);

/** A count with its word: "1 bucket", "2,046 buckets". @param many where it is not the word with an s */
export const formatCounted = (n: number, one: string, many = `${one}s`): string =>
  `${formatCount(n)} ${n === 1 ? one : many}`;
