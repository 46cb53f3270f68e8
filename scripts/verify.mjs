import { conclude, formatAndLint, types, vitest } from "./checks.mjs";
import { generate } from "./generate.mjs";
import { install } from "./install.mjs";

/** What a change must satisfy before it is pushed: seconds, no database. */
install();
generate();
conclude([formatAndLint(), types(), vitest("unit")]);
