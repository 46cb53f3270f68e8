"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { href } from "@/components/format/href";
import { isSilent } from "@/lib/services/model-organization/deeds";
import type { Played } from "@/lib/services/model-organization/play";
import type { Noticed } from "@/lib/services/model-organization/read-noticed";
import styles from "../model-organization.module.css";

/** After so long the page stops asking: somebody has to look why. */
const patienceMs = 120_000;

/** One deed: what was done, and as soon as there is something, what Breakwater found out and after how many seconds. */
export function Receipt({ played }: { played: Played }) {
  const { deed, target, did, look, at } = played;
  const silent = isSilent(deed);
  const { data: noticed } = useQuery<Noticed>({
    queryKey: ["noticed", deed, target, at],
    enabled: !silent,
    refetchInterval: ({ state }) => (state.data || Date.now() - Date.parse(at) > patienceMs ? false : 1000),
    queryFn: async ({ signal }) => {
      const response = await fetch(href("/api/model-organization/noticed", { deed, target, since: at }), { signal });
      if (!response.ok) throw new Error("It cannot be told what was noticed.");
      return (await response.json()) as Noticed;
    },
  });
  return (
    <li className={styles.receipt}>
      <p>
        <time dateTime={at} className="soft">
          {at.slice(11, 19)}
        </time>{" "}
        <b>{did}</b>
      </p>
      {look && <p className="small soft">{look}</p>}
      {silent ? (
        <p>
          <Link href="/scans">Start a scan</Link> to see it noticed.
        </p>
      ) : noticed ? (
        <>
          <p className="strong">Noticed after {noticed.seconds} s.</p>
          <ul className={styles.says}>
            {noticed.says.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {noticed.resourceId !== null && (
            <p>
              <Link href={`/buckets/${noticed.resourceId}`}>See the bucket</Link>
            </p>
          )}
        </>
      ) : (
        <p className="soft">Reading…</p>
      )}
    </li>
  );
}
