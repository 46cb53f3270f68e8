import { findCurrentActor } from "@/app/_session/current-actor";
import { isAppError } from "@/lib/platform/errors";
import { listScopes } from "@/lib/services/organization/list-scopes";
import { readScan } from "@/lib/services/scans/read-scan";

/** A scan as it is now, over the accounts of the page's unit: what the browser asks every second while it is under way. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const actor = await findCurrentActor();
  if (!actor) return Response.json({ message: "You are signed out." }, { status: 401 });
  try {
    const asked = new URL(request.url).searchParams.get("ou");
    const ou = asked === null ? undefined : (await listScopes(actor)).find(({ awsId }) => awsId === asked);
    const scan = await readScan(actor, { scanId: Number((await params).id), ...(ou ? { ouId: ou.id } : {}) });
    return Response.json(scan, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (isAppError(error)) return Response.json({ message: error.message }, { status: 404 });
    throw error;
  }
}
