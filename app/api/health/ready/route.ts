import { readiness } from "@/lib/data/readiness";
import { connect } from "@/lib/platform/database";

/** Whether pages can be served: database, schema and queue answer, whatever a scan does. */
export async function GET(): Promise<Response> {
  await connect();
  const { database, schema, queue } = await readiness();
  const missing = [
    !database && "the database does not answer",
    database && !schema && "the schema is not migrated",
    database && !queue && "the queue is not installed",
  ].filter((reason) => reason !== false);
  return Response.json(missing.length === 0 ? { ready: true } : { ready: false, because: missing.join("; ") }, {
    status: missing.length === 0 ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}

export const dynamic = "force-dynamic";
