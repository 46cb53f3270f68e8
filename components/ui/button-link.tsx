import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonKind, buttonClass } from "./button";

/** A link that looks like a button: it leads somewhere, and does nothing. `download` links leave the router alone. */
export function ButtonLink({
  kind = "plain",
  size = "base",
  download,
  ...rest
}: ComponentProps<typeof Link> & { kind?: ButtonKind; size?: "base" | "big" | "small" }) {
  const className = buttonClass(kind, size);
  if (download !== undefined) {
    const { href, prefetch: _, ...anchor } = rest;
    return <a {...anchor} href={String(href)} download={download} className={className} />;
  }
  return <Link {...rest} className={className} />;
}
