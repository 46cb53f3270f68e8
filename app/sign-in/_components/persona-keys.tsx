"use client";

import { useEffect } from "react";

/** Presses the first, second, third or fourth person's button by its number; inert while one types in a field. */
export function PersonaKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLInputElement;
      if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[1-4]$/.test(event.key)) return;
      document.querySelectorAll<HTMLButtonElement>('button[name="persona"]')[Number(event.key) - 1]?.click();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return null;
}
