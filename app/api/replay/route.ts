import { findCurrentActor } from "@/app/_session/current-actor";
import { isAppError } from "@/lib/platform/errors";
import { readReplay } from "@/lib/services/replay/read-replay";

/** How far the past is that arrives: what the browser asks every second while it does. */
export async function GET(): Promise<Response> {
  const actor = await findCurrentActor();
  if (!actor) return Response.json({ message: "You are signed out." }, { status: 401 });
  try {
    return Response.json(await readReplay(actor), { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (isAppError(error)) return Response.json({ message: error.message }, { status: 404 });
    throw error;
  }
}
