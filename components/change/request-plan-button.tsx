"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { requestPlanAction } from "@/app/(dashboard)/changes/actions";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/**
 * Asks for a plan; the page then shows the change it became.
 * @param notYet why it cannot be asked for now
 */
export function RequestPlanButton({
  controlId,
  resourceId,
  label,
  notYet,
}: {
  controlId: string;
  resourceId: number;
  label: string;
  notYet: string | null;
}) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const ask = async (): Promise<void> => {
    setBusy(true);
    setRefusal(null);
    const answer = await requestPlanAction({ controlId, resourceId });
    if (answer.ok) router.refresh();
    else setRefusal(answer.message);
    setBusy(false);
  };
  return (
    <div>
      <Button kind="go" disabled={busy} inert={notYet ?? undefined} onClick={() => void ask()}>
        {busy ? "Asking for a plan" : label}
      </Button>
      {refusal && (
        <Notice kind="refused" title="No plan was asked for." live>
          {refusal}
        </Notice>
      )}
    </div>
  );
}
