import type { ReactNode } from "react";
import styles from "./section.module.css";

/**
 * A part of a page, opened by a rule.
 * @param says one line beside the title: the scale, the base, what the colours mean
 * @param aside a link or figure at the right end
 */
export function Section({
  title,
  says,
  aside,
  id,
  children,
}: {
  title: string;
  says?: ReactNode;
  aside?: ReactNode;
  id?: string;
  children: ReactNode;
}) {
  return (
    <section className={styles.section} id={id} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {says && <p>{says}</p>}
        {aside && <div className={styles.aside}>{aside}</div>}
      </header>
      {children}
    </section>
  );
}
