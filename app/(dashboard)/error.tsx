"use client";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import styles from "./state.module.css";

/** A page that could not be drawn: says so, names the entry of the log, and offers to try again. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className={styles.state} id="main" tabIndex={-1}>
      <EmptyState
        kind="unseen"
        title="This page could not be drawn."
        action={
          <Button kind="go" onClick={reset}>
            Try again
          </Button>
        }
      >
        <p>
          Nothing was changed. Ask whoever runs Breakwater to look into its log
          {error.digest ? ` for the entry ${error.digest}` : ""}.
        </p>
      </EmptyState>
    </main>
  );
}
