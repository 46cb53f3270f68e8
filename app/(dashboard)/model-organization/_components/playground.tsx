"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { type DeedId, type DeedTarget, deeds } from "@/lib/services/model-organization/deeds";
import type { Played } from "@/lib/services/model-organization/play";
import { playAction } from "../actions";
import styles from "../model-organization.module.css";
import { Receipt } from "./receipt";
import { TargetField } from "./target-field";

export type Choice = { value: string; label: string };

const sections: readonly { target: DeedTarget; title: string; says: string }[] = [
  { target: "bucket", title: "A bucket", says: "Its owner does this; an event tells Breakwater" },
  { target: "account", title: "An account", says: "A platform engineer does this; an event tells Breakwater" },
  { target: "region", title: "A region", says: "Nobody does this, and no event tells of it" },
];

/**
 * Does things to the model organization, and shows for each what Breakwater noticed and how soon.
 * @param refused why the reader may not, on every button
 */
export function Playground({
  accounts,
  regions,
  bucket,
  refused,
}: {
  accounts: readonly Choice[];
  regions: readonly Choice[];
  bucket: string;
  refused: string | undefined;
}) {
  const id = useId();
  const [targets, setTargets] = useState<Record<DeedTarget, string>>({
    bucket,
    account: accounts[0]?.value ?? "",
    region: regions[0]?.value ?? "",
  });
  const [played, setPlayed] = useState<readonly Played[]>([]);
  const [busy, setBusy] = useState<DeedId | null>(null);
  const [error, setError] = useState<{ target: DeedTarget; message: string } | null>(null);

  const run = async (deed: DeedId, target: DeedTarget): Promise<void> => {
    setBusy(deed);
    setError(null);
    const answer = await playAction({ deed, target: targets[target] });
    if (answer.ok) setPlayed((before) => [answer.value, ...before]);
    else setError({ target, message: answer.message });
    setBusy(null);
  };
  const choices = { bucket: [], account: accounts, region: regions } as const;
  return (
    <div className={styles.columns}>
      <div>
        {sections.map(({ target, title, says }) => (
          <Section key={target} title={title} says={says}>
            <TargetField
              id={`${id}-${target}`}
              target={target}
              value={targets[target]}
              choices={choices[target]}
              error={error?.target === target ? error.message : undefined}
              onChange={(value) => setTargets((before) => ({ ...before, [target]: value }))}
            />
            <ul className={styles.deeds}>
              {deeds
                .filter((deed) => deed.target === target)
                .map((deed) => (
                  <li key={deed.id}>
                    <Button inert={refused} disabled={busy !== null} onClick={() => void run(deed.id, target)}>
                      {busy === deed.id ? `${deed.title}…` : deed.title}
                    </Button>
                    <span className="small soft">{deed.says}</span>
                  </li>
                ))}
            </ul>
          </Section>
        ))}
      </div>
      <Section title="What was done, and what was noticed" says="Newest first, as long as this page stays open">
        {played.length === 0 ? (
          <p className="soft">Nothing yet. Open a bucket to the world, and see how soon Breakwater says so.</p>
        ) : (
          <ol className={styles.receipts} aria-live="polite">
            {played.map((one) => (
              <Receipt key={`${one.at} ${one.deed}`} played={one} />
            ))}
          </ol>
        )}
      </Section>
    </div>
  );
}
