"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./panel.module.css";

/**
 * A side sheet beside a list: over the page where it is narrow. It is part of the address, so closing it is a link;
 * Esc closes it and focus goes back to what is under the address's fragment or the list.
 * @param head one line above, as the control's id
 * @param foot actions that stay in sight
 */
export function Panel({
  label,
  head,
  foot,
  closeHref,
  children,
}: {
  label: string;
  head: ReactNode;
  foot?: ReactNode;
  closeHref: string;
  children: ReactNode;
}) {
  const router = useRouter();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      router.push(closeHref, { scroll: false });
    };
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [router, closeHref]);
  return (
    <aside className={styles.panel} aria-label={label} ref={panel} tabIndex={-1}>
      <div className={styles.head}>
        <div className={styles.what}>{head}</div>
        <Link className={styles.close} href={closeHref} scroll={false}>
          Close <kbd>Esc</kbd>
        </Link>
      </div>
      <div className={styles.body}>{children}</div>
      {foot && <div className={styles.foot}>{foot}</div>}
    </aside>
  );
}
