/**
 * A share in percent, one decimal, rounded down, so that 100 % means all; what is more than nothing is not called 0.
 * @param share from 0 to 1
 */
export function formatShare(share: number): string {
  const tenths = Math.floor(share * 1000 + 1e-9);
  if (tenths >= 1000) return "100 %";
  if (tenths <= 0) return share > 0 ? "under 0.1 %" : "0 %";
  return `${Math.floor(tenths / 10)}.${tenths % 10} %`;
}
