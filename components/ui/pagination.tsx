import Link from "next/link";
import { buttonClass } from "./button";
import styles from "./pagination.module.css";

/**
 * Goes on in a list by its last row, never by a page number.
 * @param next where it goes on; null at the end
 * @param first back to the beginning; null on the first page
 * @param says what is shown, as in "50 of 2,737"
 */
export function Pagination({ next, first, says }: { next: string | null; first: string | null; says?: string }) {
  if (next === null && first === null && says === undefined) return null;
  return (
    <nav className={styles.pagination} aria-label="Pages of this list">
      {first !== null && (
        <Link className={buttonClass()} href={first}>
          From the beginning
        </Link>
      )}
      {next !== null && (
        <Link className={buttonClass()} href={next} rel="next">
          More
        </Link>
      )}
      {says !== undefined && <span className="quiet small">{says}</span>}
    </nav>
  );
}
