"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { type KeyboardEvent, useId, useState } from "react";
import styles from "./scope-picker.module.css";

/** A unit the page may be scoped to, `depth` below the widest one. */
export type PickableScope = { awsId: string; name: string; path: string; depth: number };

/** What a page keeps when the unit changes: its filters. Places in a list belong to the old unit. */
const places = new Set(["ou", "after", "open", "finding"]);

/** Names the unit the page is about, and lists the others as a tree. Every choice is an address. */
export function ScopePicker({ scopes, current }: { scopes: readonly PickableScope[]; current: PickableScope }) {
  const id = useId();
  const pathname = usePathname();
  const search = useSearchParams();
  const [wanted, setWanted] = useState("");

  const hrefOf = (awsId: string): string => {
    const next = new URLSearchParams([...search].filter(([name]) => !places.has(name)));
    next.set("ou", awsId);
    return `${pathname}?${next}`;
  };
  const shown = scopes.filter(({ name, path }) => `${path} ${name}`.toLowerCase().includes(wanted.toLowerCase()));
  const close = (): void => document.getElementById(id)?.hidePopover?.();

  return (
    <div className={styles.scope}>
      <button
        type="button"
        className={styles.pick}
        popoverTarget={id}
        aria-label={`Organizational unit: ${current.name}`}
      >
        <Crumbs scopes={scopes} current={current} />
      </button>
      <div
        className={styles.popup}
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Choose a unit"
        onKeyDown={moveFocus}
      >
        {scopes.length > 8 && (
          <input
            className={styles.filter}
            type="search"
            aria-label="Find a unit"
            placeholder="Find a unit"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        )}
        <ul aria-label="Organizational units">
          {shown.map(({ awsId, name, depth }) => (
            <li key={awsId}>
              <Link
                href={hrefOf(awsId)}
                prefetch={false}
                aria-current={awsId === current.awsId ? "true" : undefined}
                style={{ paddingInlineStart: `${12 + (wanted ? 0 : depth * 16)}px` }}
                onClick={close}
              >
                {name}
              </Link>
            </li>
          ))}
          {shown.length === 0 && <li className={styles.none}>No unit is called so.</li>}
        </ul>
      </div>
    </div>
  );
}

/** The widest unit, then the current one: what lies between is in the list. */
function Crumbs({ scopes, current }: { scopes: readonly PickableScope[]; current: PickableScope }) {
  const [widest] = scopes;
  return (
    <>
      {widest !== undefined && widest.awsId !== current.awsId && current.depth > 0 && (
        <span className={styles.above}>{widest.name} /</span>
      )}
      <b>{current.name}</b>
    </>
  );
}

/** Arrow keys go through the list, as in any list of choices. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const targets = [...event.currentTarget.querySelectorAll<HTMLElement>("input, a")];
  const at = targets.indexOf(document.activeElement as HTMLElement);
  targets[(at + step + targets.length) % targets.length]?.focus();
}
