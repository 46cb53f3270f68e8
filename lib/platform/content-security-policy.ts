import { environment } from "./env";

/**
 * What a page may load and run. `style=` attributes are allowed, for the widths of figures; style sheets are ours.
 * @param nonce new for every answer, not to be guessed
 */
export function contentSecurityPolicy(nonce: string): string {
  const development = process.env["NODE_ENV"] === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(environment().publicUrl?.startsWith("https:") ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
