import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import styles from "./state.module.css";

export default function Forbidden() {
  return (
    <main className={styles.state} id="main" tabIndex={-1}>
      <EmptyState
        kind="none"
        title="You hold no role that may see this."
        action={<ButtonLink href="/overview">Overview</ButtonLink>}
      >
        <p>Ask an administrator of Breakwater for one. A role that ended is a role you no longer hold.</p>
      </EmptyState>
    </main>
  );
}
