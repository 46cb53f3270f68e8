import { Readable } from "node:stream";
import { z } from "zod";
import { findCurrentActor } from "@/app/_session/current-actor";
import { now } from "@/lib/platform/clock";
import { isAppError } from "@/lib/platform/errors";
import { ExportFilter, exportRows } from "@/lib/services/evidence/export-rows";
import { listScopes } from "@/lib/services/organization/list-scopes";

const Kind = z.enum(["findings", "verdicts", "resources"]);

const refusal = (message: string, status: number): Response => new Response(`${message}\n`, { status });

/**
 * CSV of what a page shows. The population it is out of, and what could not be judged, are in the file's name, which
 * stays with it, and in the headers: a line of its own would break whoever reads the file.
 */
export async function GET(request: Request, { params }: { params: Promise<{ kind: string }> }): Promise<Response> {
  const actor = await findCurrentActor();
  if (!actor) return refusal("You are signed out.", 401);
  const kind = Kind.safeParse((await params).kind);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const filter = ExportFilter.safeParse(query);
  if (!kind.success || !filter.success) return refusal("There is no such export.", 400);
  try {
    const scopes = await listScopes(actor);
    const ou = query["ou"] === undefined ? scopes[0] : scopes.find(({ awsId }) => awsId === query["ou"]);
    if (!ou) return refusal("There is no such unit, or it is outside what you may read.", 404);
    const { rows, population } = await exportRows(actor, { kind: kind.data, ouId: ou.id, filter: filter.data });
    const at = now().toISOString();
    const name = `breakwater-${kind.data}-${at.slice(0, 10)}-of-${population.resources}-resources-${population.unknownVerdicts}-unknown.csv`;
    return new Response(Readable.toWeb(rows) as ReadableStream, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
        "x-breakwater-resources": String(population.resources),
        "x-breakwater-read-in-full": String(population.inFull),
        "x-breakwater-unknown-verdicts": String(population.unknownVerdicts),
        "x-breakwater-not-seen": String(population.notSeen),
        "x-breakwater-as-of": at,
      },
    });
  } catch (error) {
    if (isAppError(error)) return refusal(error.message, error.code === "not_allowed" ? 403 : 400);
    throw error;
  }
}
