/** A score or a change of one as it is printed: whole points and the decimal, which is set smaller. */
export type PrintedScore = { whole: string; decimal: string };

/** @param tenths a score in tenths of a point, 0 to 1000 */
export const printScore = (tenths: number): PrintedScore => ({
  whole: String(Math.floor(tenths / 10)),
  decimal: `.${tenths % 10}`,
});

/** @param tenths a score in tenths of a point; null where there is none */
export function formatScore(tenths: number | null): string {
  if (tenths === null) return "none";
  const { whole, decimal } = printScore(tenths);
  return whole + decimal;
}

/** A change with its sign: "+5.7", "−1.4", "0.0". @param tenths in tenths of a point */
export function formatChange(tenths: number): string {
  const sign = tenths > 0 ? "+" : tenths < 0 ? "−" : "";
  return sign + formatScore(Math.abs(tenths));
}
