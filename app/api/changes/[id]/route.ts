import { findCurrentActor } from "@/app/_session/current-actor";
import { isAppError } from "@/lib/platform/errors";
import { readChange } from "@/lib/services/changes/read-change";
import { viewChange } from "@/lib/services/changes/view-change";

/** A change as it is now: what the browser asks every second while it is under way. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const actor = await findCurrentActor();
  if (!actor) return Response.json({ message: "You are signed out." }, { status: 401 });
  try {
    return Response.json(viewChange(await readChange(actor, Number((await params).id))), {
      headers: { "cache-control": "no-store" },
    });
  } catch (error) {
    if (isAppError(error)) return Response.json({ message: error.message }, { status: 404 });
    throw error;
  }
}
