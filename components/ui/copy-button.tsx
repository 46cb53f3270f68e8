"use client";

import { useState } from "react";
import { Button } from "./button";

/** Copies a text, and says so where it was pressed. @param text what is copied; `children` names it */
export function CopyButton({ text, children = "Copy" }: { text: string; children?: string }) {
  const [said, setSaid] = useState<string>();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("Not copied: the browser refuses");
    }
    setTimeout(() => setSaid(undefined), 2000);
  };
  return (
    <Button size="small" onClick={() => void copy()}>
      <span aria-live="polite">{said ?? children}</span>
    </Button>
  );
}
