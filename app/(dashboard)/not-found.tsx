import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import styles from "./state.module.css";

export default function NotFound() {
  return (
    <main className={styles.state} id="main" tabIndex={-1}>
      <EmptyState
        kind="none"
        title="There is nothing here, or it is outside what you may read."
        action={<ButtonLink href="/overview">Overview</ButtonLink>}
      />
    </main>
  );
}
