import { findCurrentActor } from "@/app/_session/current-actor";
import { isAppError } from "@/lib/platform/errors";
import { findPlaces, PlaceQuery } from "@/lib/services/go-to/find-places";

/** Places whose name matches `?q=`: what the go-to field asks while somebody types. */
export async function GET(request: Request): Promise<Response> {
  const actor = await findCurrentActor();
  if (!actor) return Response.json({ message: "You are signed out." }, { status: 401 });
  const query = PlaceQuery.safeParse({ q: new URL(request.url).searchParams.get("q") ?? "" });
  if (!query.success) return Response.json({ message: "Say what to look for." }, { status: 400 });
  try {
    return Response.json(await findPlaces(actor, query.data), { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (isAppError(error)) return Response.json({ message: error.message }, { status: 403 });
    throw error;
  }
}
