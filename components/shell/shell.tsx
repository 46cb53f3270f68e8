import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { Logo } from "@/components/ui/logo";
import type { ReplayView } from "@/lib/services/replay/read-replay";
import { ArrivingStrip } from "./arriving-strip";
import { Navigation } from "./navigation";
import { PersonMenu, type ShownPerson } from "./person-menu";
import styles from "./shell.module.css";
import type { Theme } from "./theme";

/** What stays while pages change: the navigation, who is signed in, the day that arrives, and the way past them. */
export function Shell({
  person,
  theme,
  replay,
  model,
  children,
}: {
  person: ShownPerson;
  theme: Theme;
  replay: ReplayView | null;
  /** Whether there is a model organization to change. */
  model: boolean;
  children: ReactNode;
}) {
  return (
    <>
      <a className={styles.skip} href="#main">
        Skip to the page
      </a>
      <div className={styles.shell}>
        <ArrivingStrip initial={replay} />
        <Navigation model={model} />
        <div className={styles.main}>
          <div className={styles.top}>
            <span className={styles.brand}>
              <Logo />
              Breakwater
            </span>
            <span className={styles.person}>
              <PersonMenu person={person} theme={theme} />
            </span>
            <button type="button" className={`${buttonClass()} ${styles.menu}`} popoverTarget="navigation">
              Menu
            </button>
          </div>
          {children}
        </div>
      </div>
    </>
  );
}
