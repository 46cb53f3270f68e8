"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { href } from "@/components/format/href";
import type { Place } from "@/lib/services/go-to/find-places";
import styles from "./go-to.module.css";

const kinds = { bucket: "Bucket", account: "Account", unit: "Unit", control: "Control" } as const;

/** @returns where a place is, within the unit of the page where that holds */
function addressOf(place: Place, ou: string): string {
  switch (place.kind) {
    case "bucket":
      return href(`/buckets/${place.id}`, { ou });
    case "account":
      return href("/buckets", { account: place.awsId });
    case "unit":
      return href("/overview", { ou: place.awsId });
    case "control":
      return href("/findings", { ou, control: place.controlId });
  }
}

const keyOf = (place: Place): string => `${place.kind}/${"id" in place ? place.id : place.title}/${place.says}`;

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;

/** Goes to a bucket, an account, a unit or a control by name. `/` puts the caret here from anywhere. */
export function GoTo({ ou }: { ou: string }) {
  const id = useId();
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const asked = useDeferredValue(wanted.trim());
  const { data: places, isError } = useQuery({
    queryKey: ["go-to", asked],
    enabled: open && asked !== "",
    queryFn: async ({ signal }) => {
      const response = await fetch(href("/api/go-to", { q: asked }), { signal });
      if (!response.ok) throw new Error("Nothing could be looked up.");
      return (await response.json()) as Place[];
    },
    placeholderData: (before) => before,
  });

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const shown = asked === "" ? [] : (places ?? []);
  const active = Math.min(at, Math.max(0, shown.length - 1));
  const go = (place: Place | undefined): void => {
    if (!place) return;
    setOpen(false);
    setWanted("");
    field.current?.blur();
    router.push(addressOf(place, ou));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && shown.length > 0) {
      event.preventDefault();
      setAt((active + step + shown.length) % shown.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(shown[active]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      setOpen(false);
      field.current?.blur();
    }
  };
  const isOpen = open && asked !== "" && places !== undefined;
  return (
    <div className={styles.goTo}>
      <input
        ref={field}
        className={styles.field}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-label="Go to a bucket, account, unit or control"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-activedescendant={isOpen && shown.length > 0 ? `${id}-${active}` : undefined}
        placeholder="Go to a bucket, account, control"
        value={wanted}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={(event) => {
          setWanted(event.target.value);
          setAt(0);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      <span className={styles.key} aria-hidden="true">
        <kbd>/</kbd>
      </span>
      <div id={`${id}-list`} role="listbox" aria-label="Places" className={styles.list} hidden={!isOpen}>
        {shown.map((place, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the field, which names the active option
          <div
            key={keyOf(place)}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            className={styles.place}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => go(place)}
          >
            <span className={styles.kind}>{kinds[place.kind]}</span>
            <span className={place.kind === "bucket" ? `mono ${styles.title}` : styles.title}>{place.title}</span>
            <span className={styles.says}>{place.says}</span>
          </div>
        ))}
        {isOpen && shown.length === 0 && (
          <p className={styles.none}>
            {isError
              ? "Nothing could be looked up just now."
              : "Nothing you may read is called so. Buckets are found by how their name begins."}
          </p>
        )}
      </div>
    </div>
  );
}
