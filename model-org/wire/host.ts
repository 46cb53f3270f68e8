import type { IncomingHttpHeaders } from "node:http";

/**
 * A bucket in the host name: `name.s3.eu-west-1.amazonaws.com`, a directory bucket's
 * `name.s3express-use1-az4.us-east-1.amazonaws.com`, an access point's `name-account.s3-accesspoint.…`.
 */
const bucketHost = /^(.+)\.s3(?:[.-]|express-)[a-z0-9.-]*amazonaws\.com(?:\.cn)?(?::\d+)?$/;

/** @returns the bucket a request is about, of S3 only, and the decoded segments of the rest of its path */
export function placeOf(
  serviceId: string,
  url: URL,
  { host = "" }: IncomingHttpHeaders,
): { bucket: string | undefined; path: string[] } {
  const path = url.pathname.split("/").slice(1).map(decodeURIComponent);
  const bucket = serviceId !== "S3" ? undefined : (bucketHost.exec(host)?.[1] ?? (path.shift() || undefined));
  // The slash at the end of a key belongs to it; any other path means the same without.
  if (path.at(-1) === "" && (serviceId !== "S3" || path.length === 1)) path.pop();
  return { bucket, path };
}

/** @returns the account S3 Control's host name begins with: `111122223333.s3-control.eu-west-1.amazonaws.com` */
export const accountOfHost = ({ host }: IncomingHttpHeaders): string | undefined => /^(\d{12})\./.exec(host ?? "")?.[1];

/** Directory buckets are created and listed at a host of their own. */
export const isDirectoryHost = ({ host }: IncomingHttpHeaders): boolean => /\bs3express-/.test(host ?? "");
