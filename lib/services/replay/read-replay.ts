import { findReplay } from "@/lib/data/replay";
import { environment } from "@/lib/platform/env";
import type { Actor } from "../access/actor";
import { authorize } from "../access/authorize";
import { isNew } from "../setup/first-scan";
import { type ArrivingDay, arrivingDay, dateOfDay } from "./arriving";

/** The past of the model organization as pages tell of it: it is about to arrive, arrives, or is here. */
export type ReplayView =
  | { state: "awaited" }
  | ({ state: "arriving" } & ArrivingDay)
  | {
      state: "here";
      /** The first date that was not replayed. */
      until: string;
    };

/** @returns null where no past is or was replayed */
export async function readReplay(actor: Actor): Promise<ReplayView | null> {
  authorize(actor, "read");
  const replay = await findReplay();
  if (!replay) return (await isAwaited()) ? { state: "awaited" } : null;
  if (replay.endedAt === null) return { state: "arriving", ...arrivingDay(replay) };
  return { state: "here", until: dateOfDay(replay.first, replay.day + 1) };
}

/** Pages are served before the worker that replays is ready. */
async function isAwaited(): Promise<boolean> {
  const { aws, modelControlUrl, replayDays } = environment();
  return aws === "model" && modelControlUrl !== undefined && replayDays > 0 && isNew();
}
