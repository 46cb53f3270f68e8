"use client";

import { useEffect } from "react";

/** J and K move through the list, Enter opens what has the focus (it is a link), and Esc is the panel's. */
export function ListKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target;
      if (
        target instanceof HTMLInputElement ||
        target instanceof HTMLSelectElement ||
        target instanceof HTMLTextAreaElement
      ) {
        return;
      }
      if (event.key !== "j" && event.key !== "k") return;
      const links = [...document.querySelectorAll<HTMLAnchorElement>("a[data-finding]")];
      const at = links.indexOf(document.activeElement as HTMLAnchorElement);
      const next = links[event.key === "j" ? Math.min(at + 1, links.length - 1) : Math.max(at - 1, 0)];
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return null;
}
