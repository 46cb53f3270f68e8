/** How the page looks: by day, by night, or as the reader's system does. */
export const themes = ["system", "day", "night"] as const;

export type Theme = (typeof themes)[number];

/** The cookie it is kept in, so that the first answer already looks right. */
export const themeCookie = "breakwater-theme";

/** @returns the theme a cookie names; the system's for anything else */
export const themeOf = (value: string | undefined): Theme => themes.find((theme) => theme === value) ?? "system";
