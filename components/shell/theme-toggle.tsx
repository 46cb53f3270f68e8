"use client";

import { useState } from "react";
import { type Theme, themeCookie, themes } from "./theme";
import styles from "./theme-toggle.module.css";

const words: Readonly<Record<Theme, string>> = { system: "As system", day: "Day", night: "Night" };
const yearSeconds = 365 * 24 * 3600;

/** Day, night, or as the system: applied at once and kept in a cookie. */
export function ThemeToggle({ theme }: { theme: Theme }) {
  const [chosen, setChosen] = useState(theme);
  const choose = (next: Theme): void => {
    setChosen(next);
    if (next === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = next;
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is not in every browser we serve
    document.cookie = `${themeCookie}=${next}; path=/; max-age=${yearSeconds}; samesite=lax`;
  };
  return (
    <fieldset className={styles.themes}>
      <legend className="visually-hidden">Theme</legend>
      {themes.map((one) => (
        <label key={one}>
          <input
            className="visually-hidden"
            type="radio"
            name="theme"
            value={one}
            checked={chosen === one}
            onChange={() => choose(one)}
          />
          <span>{words[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}
