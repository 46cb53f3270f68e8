import styles from "./loading.module.css";

/** The rules and heads of a page whose figures are on their way: blank, nothing shimmers. */
export default function Loading() {
  return (
    <main className={styles.loading} id="main" tabIndex={-1} aria-busy="true">
      <p className="visually-hidden">Loading</p>
      <div className={styles.bar} />
      <div className={styles.rule} />
      <div className={styles.rule} />
    </main>
  );
}
