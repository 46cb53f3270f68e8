"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import styles from "./person-menu.module.css";
import type { Theme } from "./theme";
import { ThemeToggle } from "./theme-toggle";

export type ShownPerson = { name: string; email: string; says: string };

const initials = (name: string): string =>
  name
    .split(/[\s.@_-]+/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase())
    .slice(0, 2)
    .join("");

/** Who is signed in, what they may do, how the page looks, and the way out. */
export function PersonMenu({ person, theme }: { person: ShownPerson; theme: Theme }) {
  const router = useRouter();
  const [failed, setFailed] = useState(false);
  const signOut = async (): Promise<void> => {
    const answer = await fetch("/api/auth/sign-out", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    }).catch(() => null);
    setFailed(!answer?.ok);
    if (!answer?.ok) return;
    router.push("/sign-in");
    router.refresh();
  };
  return (
    <div>
      <button
        type="button"
        className={styles.who}
        popoverTarget="person-menu"
        aria-label={`${initials(person.name)}, signed in as ${person.name}`}
      >
        {initials(person.name)}
      </button>
      <div className={styles.menu} id="person-menu" popover="auto" role="dialog" aria-label="You">
        <p className="strong">{person.name}</p>
        <p className="quiet small">{person.email}</p>
        <p className={styles.says}>{person.says}</p>
        <ThemeToggle theme={theme} />
        <button type="button" className={styles.out} onClick={() => void signOut()}>
          Sign out
        </button>
        {failed && (
          <p className={styles.failed} role="alert">
            Not signed out: the server did not answer.
          </p>
        )}
      </div>
    </div>
  );
}
