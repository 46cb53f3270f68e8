import { personas } from "@/lib/services/people/personas";
import { PersonaKeys } from "./persona-keys";
import styles from "./personas.module.css";

/** The people of the model organization: one press signs in. Keys 1 to 4 do the same. */
export function Personas() {
  return (
    <section className={styles.model} aria-labelledby="model">
      <h2 id="model">Or look around the model organization</h2>
      <p>Invented accounts and buckets behind the real protocols. Nothing here reaches AWS.</p>
      <form method="post" action="/api/sign-in/persona">
        {personas.map(({ key, title, says }, index) => (
          <button key={key} type="submit" name="persona" value={key} className={styles.person}>
            <b>{title}</b>
            <span>{says}</span>
            <kbd>{index + 1}</kbd>
          </button>
        ))}
      </form>
      <PersonaKeys />
    </section>
  );
}
