import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "@/lib/platform/content-security-policy";
import { environment } from "@/lib/platform/env";
import { isSameOrigin } from "@/lib/platform/same-origin";

/**
 * Before every request: a write from another site is refused, and the answer gets a policy with a nonce of its own.
 * Next puts the nonce of the request's policy on the scripts it writes.
 */
export function proxy(request: NextRequest): NextResponse {
  if (!isSameOrigin(request.method, request.headers, environment().publicUrl)) {
    return new NextResponse("This request comes from another site.\n", { status: 403 });
  }
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = { matcher: ["/((?!_next/static|_next/image|favicon.ico).*)"] };
