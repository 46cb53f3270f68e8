/** @returns rows under their headings, columns aligned by spaces, numbers to the right */
export function table(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const text = [headings, ...rows].map((row) => row.map(String));
  const widths = headings.map((_, i) => Math.max(...text.map((row) => row[i]?.length ?? 0)));
  const right = headings.map(
    (_, i) => rows.length > 0 && rows.every((row) => typeof row[i] === "number" || row[i] === "?"),
  );
  return text
    .map((row) => row.map((cell, i) => (right[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))))
    .map((row) => row.join("  ").trimEnd())
    .join("\n");
}
