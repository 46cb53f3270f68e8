"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type SubmitEvent, useDeferredValue, useId, useState } from "react";
import { href } from "@/components/format/href";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { saveScheduleAction } from "../actions";
import styles from "../scans.module.css";

type Preview = { ok: true; next: string[] } | { ok: false; field: "cron" | "timeZone"; message: string };

/** Changes when a schedule starts its scans. What it would come to is shown while it is written. */
export function ScheduleForm(saved: { name: string; cron: string; timeZone: string; enabled: boolean }) {
  const id = useId();
  const router = useRouter();
  const [cron, setCron] = useState(saved.cron);
  const [timeZone, setTimeZone] = useState(saved.timeZone);
  const [enabled, setEnabled] = useState(saved.enabled);
  const [zones, setZones] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const preview = usePreview(cron, timeZone);
  const errorOf = (field: "cron" | "timeZone"): string | undefined =>
    preview?.ok === false && preview.field === field ? preview.message : undefined;

  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await saveScheduleAction({ name: saved.name, cron, timeZone, enabled });
    setRefusal(answer.ok ? null : answer.message);
    setBusy(false);
    if (answer.ok) router.refresh();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)} aria-label={`Schedule ${saved.name}`}>
      <Field
        id={`${id}-cron`}
        label="Cron expression"
        hint="Minute, hour, day of the month, month, day of the week"
        error={errorOf("cron")}
      >
        <Input
          id={`${id}-cron`}
          className="mono"
          value={cron}
          onChange={(event) => setCron(event.target.value)}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={errorOf("cron") !== undefined}
          aria-describedby={`${id}-cron-hint`}
        />
      </Field>
      <Field id={`${id}-zone`} label="Time zone" hint="As Europe/Berlin, or UTC" error={errorOf("timeZone")}>
        <Input
          id={`${id}-zone`}
          list={`${id}-zones`}
          onFocus={() => setZones(Intl.supportedValuesOf("timeZone"))}
          value={timeZone}
          onChange={(event) => setTimeZone(event.target.value)}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={errorOf("timeZone") !== undefined}
          aria-describedby={`${id}-zone-hint`}
        />
        <datalist id={`${id}-zones`}>
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </Field>
      <div className={styles.foot}>
        <Checkbox checked={enabled} onChange={(event) => setEnabled(event.target.checked)}>
          Switched on
        </Checkbox>
        <Button type="submit" disabled={busy || preview?.ok === false}>
          {busy ? "Saving" : "Save the schedule"}
        </Button>
      </div>
      <Coming preview={preview} enabled={enabled} />
      {refusal && (
        <Notice kind="refused" title="The schedule was not changed." live>
          {refusal}
        </Notice>
      )}
    </form>
  );
}

/** @returns when what is written would fire; undefined until the server has said so once */
function usePreview(cron: string, timeZone: string): Preview | undefined {
  const [asked, zone] = [useDeferredValue(cron.trim()), useDeferredValue(timeZone.trim())];
  const { data } = useQuery({
    queryKey: ["schedule-preview", asked, zone],
    queryFn: async ({ signal }) => {
      const response = await fetch(href("/api/schedules/preview?cron=&zone=", { cron: asked, zone }), { signal });
      if (!response.ok) throw new Error("The schedule could not be previewed.");
      return (await response.json()) as Preview;
    },
    placeholderData: keepPreviousData,
  });
  return data;
}

function Coming({ preview, enabled }: { preview: Preview | undefined; enabled: boolean }) {
  if (!preview?.ok) return null;
  return (
    <p className="small soft">
      {enabled ? "It would start at " : "Switched off. On, it would start at "}
      {preview.next.map((at, i) => (
        <span key={at}>
          {i > 0 && (i === preview.next.length - 1 ? " and " : ", ")}
          <Time at={at} format="short" />
        </span>
      ))}{" "}
      on your clock.
    </p>
  );
}
