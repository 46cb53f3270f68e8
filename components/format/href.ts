type Query = Readonly<Record<string, string | number | undefined | null>>;

/**
 * @param address may have a query of its own
 * @returns an address of ours with a query: what is undefined, null or empty is left out
 */
export function href(address: string, ...queries: readonly Query[]): string {
  const [path = "", own] = address.split("?");
  const params = new URLSearchParams(own);
  for (const [name, value] of Object.entries(Object.assign({}, ...queries) as Query)) {
    if (value !== undefined && value !== null && value !== "") params.set(name, String(value));
  }
  const text = params.toString();
  return text === "" ? path : `${path}?${text}`;
}
