const reads: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request may write: it says where it comes from, and that is here. Browsers always say so for a POST; who
 * sends none, or another address, is refused, whatever a forwarded host claims.
 * @param publicUrl the address people open, where a proxy stands in front
 */
export function isSameOrigin(method: string, headers: Headers, publicUrl: string | undefined): boolean {
  if (reads.has(method)) return true;
  const origin = headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  const { host, origin: whole } = new URL(origin);
  if (publicUrl !== undefined) return whole === new URL(publicUrl).origin;
  return host === headers.get("host");
}
