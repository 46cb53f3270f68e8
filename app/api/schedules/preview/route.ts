import { findCurrentActor } from "@/app/_session/current-actor";
import { isAppError } from "@/lib/platform/errors";
import { PreviewSchedule, previewSchedule } from "@/lib/services/schedules/preview-schedule";

/** When a schedule would fire, while it is being written. */
export async function GET(request: Request): Promise<Response> {
  const actor = await findCurrentActor();
  if (!actor) return Response.json({ message: "You are signed out." }, { status: 401 });
  const { searchParams } = new URL(request.url);
  const parsed = PreviewSchedule.safeParse({ cron: searchParams.get("cron"), timeZone: searchParams.get("zone") });
  if (!parsed.success) return Response.json({ message: "Say cron and zone." }, { status: 400 });
  try {
    return Response.json(await previewSchedule(actor, parsed.data), { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (isAppError(error)) return Response.json({ message: error.message }, { status: 403 });
    throw error;
  }
}
