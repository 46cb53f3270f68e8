import { environment } from "./env";

const loopbackName = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
const loopbackAddress = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3}|localhost)$/i;

/**
 * Whether a request came over loopback: this process listens nowhere else, the browser asked for a loopback name (so
 * that no other site's name leads here), and no proxy forwarded it for someone outside.
 */
export function cameOverLoopback(headers: Headers, listensOn: string = environment().host): boolean {
  if (!loopbackAddress.test(listensOn)) return false;
  const host = (headers.get("host") ?? "").replace(/:\d+$/, "");
  if (!loopbackName.test(host) || headers.has("forwarded") || headers.has("via")) return false;
  const forwarded = headers.get("x-forwarded-for");
  return forwarded === null || forwarded.split(",").every((address) => loopbackAddress.test(address.trim()));
}
