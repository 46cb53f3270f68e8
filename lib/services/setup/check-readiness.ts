import { readiness } from "@/lib/data/readiness";
import { connect } from "@/lib/platform/database";

/**
 * Whether pages can be served: database, schema and queue answer, whatever a scan does. Asks for nobody's permission:
 * what watches this process is not signed in, and learns nothing but this.
 * @returns what is missing, as clauses; empty when nothing is
 */
export async function checkReadiness(): Promise<string[]> {
  await connect();
  const { database, schema, queue } = await readiness();
  if (!database) return ["the database does not answer"];
  return [!schema && "the schema is not migrated", !queue && "the queue is not installed"].filter(
    (reason) => reason !== false,
  );
}
