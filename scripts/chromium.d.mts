/** @returns the Chromium the journeys run in; undefined where there is none. @throws Error when CHROMIUM_PATH names nothing */
export function findChromium(): string | undefined;
/** Finds a Chromium, or installs one. @throws Error in a sentence that says what to do */
export function ensureChromium(): string;
