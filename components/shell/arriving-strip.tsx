"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { formatDay } from "@/components/format/format-day";
import type { ReplayView } from "@/lib/services/replay/read-replay";
import styles from "./arriving-strip.module.css";

/** Pages that show days: drawn anew as they arrive. A list somebody works in is not, until all of them are here. */
const growing = /^\/(overview|scans|visibility)(\/|$)/;
const redrawMs = 2500;

const isComing = (replay: ReplayView | null): boolean => replay?.state === "awaited" || replay?.state === "arriving";

/** Which day of the past arrives, on every page, asked for every second until all are here. Only the end is announced. */
export function ArrivingStrip({ initial }: { initial: ReplayView | null }) {
  const router = useRouter();
  const grows = growing.test(usePathname());
  const { data: replay } = useQuery({
    queryKey: ["replay"],
    queryFn: async () => {
      const response = await fetch("/api/replay");
      if (!response.ok) throw new Error("The day could not be read.");
      return (await response.json()) as ReplayView | null;
    },
    initialData: initial,
    enabled: isComing(initial),
    refetchInterval: ({ state }) => (isComing(state.data ?? null) ? 1000 : false),
  });

  const day = replay?.state === "arriving" ? replay.day : null;
  const over = isComing(initial) && !isComing(replay);
  const drawn = useRef({ day, at: 0 });
  useEffect(() => {
    const now = performance.now();
    const isDue = grows && day !== drawn.current.day && now - drawn.current.at > redrawMs;
    if (!isDue && !over) return;
    drawn.current = { day, at: now };
    router.refresh();
  }, [day, grows, over, router]);

  return (
    <>
      {isComing(replay) && <Strip replay={replay} />}
      <p className="visually-hidden" aria-live="polite">
        {over && "The model organization's past is here."}
      </p>
    </>
  );
}

function Strip({ replay }: { replay: ReplayView | null }) {
  if (replay?.state !== "arriving") {
    return (
      <aside className={styles.strip} aria-label="The past">
        <p>The model organization’s past is about to arrive.</p>
      </aside>
    );
  }
  const { date, day, of } = replay;
  return (
    <aside className={styles.strip} aria-label="The past">
      <p>
        The model organization’s past is arriving: <b>{formatDay(new Date(date))}</b>, day {day} of {of}
      </p>
      <progress className="visually-hidden" aria-label="Days that arrived" value={day - 1} max={of} />
      <span className={styles.track} aria-hidden="true">
        <i style={{ width: `${((day - 1) / of) * 100}%` }} />
      </span>
    </aside>
  );
}
