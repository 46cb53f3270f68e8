import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { currentActor } from "@/app/_session/current-actor";
import { QueryProvider } from "@/components/shell/query-provider";
import { Shell } from "@/components/shell/shell";
import { themeCookie, themeOf } from "@/components/shell/theme";
import { describeActor } from "@/lib/services/people/describe-actor";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor();
  const [says, jar] = await Promise.all([describeActor(actor), cookies()]);
  return (
    <QueryProvider>
      <Shell person={{ name: actor.name, email: actor.email, says }} theme={themeOf(jar.get(themeCookie)?.value)}>
        {children}
      </Shell>
    </QueryProvider>
  );
}
