type Query = Readonly<Record<string, string | number | undefined | null>>;

/** @returns an address of ours with a query: what is undefined, null or empty is left out */
export function href(path: string, ...queries: readonly Query[]): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(Object.assign({}, ...queries) as Query)) {
    if (value !== undefined && value !== null && value !== "") params.set(name, String(value));
  }
  const text = params.toString();
  return text === "" ? path : `${path}?${text}`;
}
