"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { endedChangeStates } from "@/lib/model/change";
import type { ChangeView } from "@/lib/services/changes/view-change";

type Answer = { ok: true; value: { changeId: number } } | { ok: false; message: string };

/** What a change's parts are handed: the change as it is now, and how to do something to it. */
export type FollowedChange = {
  change: ChangeView;
  busy: boolean;
  /** Why the last verb was refused. */
  refusal: string | null;
  act(verb: () => Promise<Answer>): Promise<void>;
};

/** @returns whether nothing happens by itself any more: it ended, or waits for a person */
export const isAtRest = ({ state, plan }: ChangeView): boolean =>
  endedChangeStates.includes(state) || (state === "planned" && plan !== null);

/**
 * Follows a change until nothing happens by itself any more. The page around it shows verdicts: it is drawn anew once
 * the change has ended.
 * @param onOther told when a verb made another change of it, as an undo does; unless given, that one is followed here
 */
export function useChange(initial: ChangeView, onOther?: (changeId: number) => void): FollowedChange {
  const router = useRouter();
  const client = useQueryClient();
  const [id, setId] = useState(initial.id);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { data: change = initial } = useQuery({
    queryKey: ["change", id],
    queryFn: async () => {
      const response = await fetch(`/api/changes/${id}`);
      if (!response.ok) throw new Error("The change could not be read.");
      return (await response.json()) as ChangeView;
    },
    ...(id === initial.id ? { initialData: initial } : {}),
    refetchInterval: ({ state }) => (state.data && isAtRest(state.data) ? false : 1000),
  });

  const was = useRef(change.state);
  useEffect(() => {
    if (was.current !== change.state && endedChangeStates.includes(change.state)) router.refresh();
    was.current = change.state;
  }, [change.state, router]);

  const act = async (verb: () => Promise<Answer>): Promise<void> => {
    setBusy(true);
    setRefusal(null);
    const answer = await verb();
    setBusy(false);
    if (!answer.ok) setRefusal(answer.message);
    else if (answer.value.changeId !== id && onOther) onOther(answer.value.changeId);
    else setId(answer.value.changeId);
    await client.invalidateQueries({ queryKey: ["change"] });
  };
  return { change, busy, refusal, act };
}
