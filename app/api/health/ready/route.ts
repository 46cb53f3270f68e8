import { checkReadiness } from "@/lib/services/setup/check-readiness";

/** Whether pages can be served. */
export async function GET(): Promise<Response> {
  const missing = await checkReadiness();
  return Response.json(missing.length === 0 ? { ready: true } : { ready: false, because: missing.join("; ") }, {
    status: missing.length === 0 ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}

export const dynamic = "force-dynamic";
