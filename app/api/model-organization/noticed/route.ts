import { findCurrentActor } from "@/app/_session/current-actor";
import { isAppError } from "@/lib/platform/errors";
import { NoticedQuery, readNoticed } from "@/lib/services/model-organization/read-noticed";

/** What was read since a deed: what the browser asks every second until something was. */
export async function GET(request: Request): Promise<Response> {
  const actor = await findCurrentActor();
  if (!actor) return Response.json({ message: "You are signed out." }, { status: 401 });
  const query = NoticedQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) return Response.json({ message: "Say what was done, to what, and when." }, { status: 400 });
  try {
    const noticed = await readNoticed(actor, query.data);
    return Response.json(noticed, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (isAppError(error)) return Response.json({ message: error.message }, { status: 403 });
    throw error;
  }
}
