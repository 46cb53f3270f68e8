import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import styles from "./(dashboard)/state.module.css";

export default function NotFound() {
  return (
    <main className={styles.state} id="main">
      <EmptyState
        kind="none"
        title="There is no such page."
        action={<ButtonLink href="/overview">Overview</ButtonLink>}
      />
    </main>
  );
}
