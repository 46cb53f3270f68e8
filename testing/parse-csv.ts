/**
 * Reads CSV as RFC 4180 has it: quotes doubled inside quotes, line ends of any kind.
 * @returns the rows by the names of the header line; what is empty and unquoted is null, as COPY writes it
 * @throws Error for a row with another number of cells than the header
 */
export function parseCsv(text: string): Record<string, string | null>[] {
  const [header = [], ...rows] = cellsOf(text);
  return rows.map((row, i) => {
    if (row.length !== header.length) throw new Error(`Row ${i + 1} has ${row.length} cells, not ${header.length}.`);
    return Object.fromEntries(header.map((name, j) => [name ?? "", row[j] ?? null]));
  });
}

function cellsOf(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  // A cell and what ends it: a comma, a line end, or the end of the text.
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|$)/gy;
  for (let at = 0; at < text.length; ) {
    cell.lastIndex = at;
    const found = cell.exec(text);
    if (!found) throw new Error(`The CSV breaks off at character ${at}.`);
    const [whole, quoted, plain, end] = found;
    row.push(quoted === undefined ? plain || null : quoted.replaceAll('""', '"'));
    at += whole.length;
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
