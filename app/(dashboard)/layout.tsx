import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { currentActor } from "@/app/_session/current-actor";
import { QueryProvider } from "@/components/shell/query-provider";
import { Shell } from "@/components/shell/shell";
import { themeCookie, themeOf } from "@/components/shell/theme";
import { isAppError } from "@/lib/platform/errors";
import { hasModelOrganization } from "@/lib/platform/model-control";
import type { Actor } from "@/lib/services/access/actor";
import { describeActor } from "@/lib/services/people/describe-actor";
import { type ReplayView, readReplay } from "@/lib/services/replay/read-replay";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor();
  const [says, jar, replay] = await Promise.all([describeActor(actor), cookies(), replayOrNull(actor)]);
  return (
    <QueryProvider>
      <Shell
        person={{ name: actor.name, email: actor.email, says }}
        theme={themeOf(jar.get(themeCookie)?.value)}
        replay={replay}
        model={hasModelOrganization()}
      >
        {children}
      </Shell>
    </QueryProvider>
  );
}

/** Whoever may read nothing is told so by the page. */
async function replayOrNull(actor: Actor): Promise<ReplayView | null> {
  try {
    return await readReplay(actor);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
