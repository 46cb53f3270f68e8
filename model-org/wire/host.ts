import type { IncomingHttpHeaders } from "node:http";

/**
 * A bucket in the host name: `name.s3.eu-west-1.amazonaws.com`, a directory bucket's
 * `name.s3express-use1-az4.us-east-1.amazonaws.com`, an access point's `name-account.s3-accesspoint.…`.
 */
const bucketHost = /^(.+)\.s3(?:[.-]|express-(?!control))[a-z0-9.-]*amazonaws\.com(?:\.cn)?(?::\d+)?$/;

/** @returns the bucket a host name begins with */
export const bucketOfHost = ({ host }: IncomingHttpHeaders): string | undefined => bucketHost.exec(host ?? "")?.[1];

/** @returns the account S3 Control's host name begins with: `111122223333.s3-control.eu-west-1.amazonaws.com` */
export const accountOfHost = ({ host }: IncomingHttpHeaders): string | undefined => /^(\d{12})\./.exec(host ?? "")?.[1];

/** Directory buckets are created and listed at a host of their own. */
export const isDirectoryHost = ({ host }: IncomingHttpHeaders): boolean => /\bs3express-/.test(host ?? "");
