"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { Logo } from "@/components/ui/logo";
import { modelOrganizationGroup, type NavItem, navigation } from "./nav";
import styles from "./navigation.module.css";

/**
 * The pages, with the scope kept from one to the next. On a narrow page it opens over the content.
 * @param model whether there is a model organization to change
 */
export function Navigation({ model }: { model: boolean }) {
  const pathname = usePathname();
  const search = useSearchParams();
  const close = (): void => document.getElementById("navigation")?.hidePopover?.();
  const ou = search.get("ou");

  const hrefOf = ({ href }: NavItem): string => {
    if (ou === null) return href;
    return `${href}${href.includes("?") ? "&" : "?"}ou=${encodeURIComponent(ou)}`;
  };
  const isCurrent = ({ href }: NavItem): boolean => {
    const [path = "", query] = href.split("?");
    const here = pathname === path || pathname.startsWith(`${path}/`);
    if (!here) return false;
    const wanted = new URLSearchParams(query).get("practice");
    return wanted === null ? !(path === "/findings" && isPractice(search)) : search.get("practice") === wanted;
  };

  return (
    <nav className={styles.nav} id="navigation" popover="auto" aria-label="Pages">
      <Link className={styles.brand} href={hrefOf({ href: "/overview", title: "Overview" })} onClick={close}>
        <Logo />
        Breakwater
      </Link>
      {[...navigation, ...(model ? [modelOrganizationGroup] : [])].map(({ title, items }) => (
        <div key={title ?? "top"} className={styles.group}>
          {title !== null && <h2>{title}</h2>}
          {items.map((item) => (
            <Link
              key={item.href}
              href={hrefOf(item)}
              prefetch={false}
              aria-current={isCurrent(item) ? "page" : undefined}
              onClick={close}
            >
              {item.practice !== undefined && <span className={styles.number}>{item.practice}</span>}
              {item.title}
            </Link>
          ))}
        </div>
      ))}
    </nav>
  );
}

/** Whether Findings shows one practice that the navigation lists by itself. */
const isPractice = (search: URLSearchParams): boolean =>
  navigation.some(({ items }) =>
    items.some(({ href }) => href === `/findings?practice=${search.get("practice") ?? "none"}`),
  );
