import { conclude, formatAndLint, journeys, types, vitest } from "./checks.mjs";
import { generate } from "./generate.mjs";
import { install } from "./install.mjs";

/** Everything, on a fresh clone as well: what `.ci/run` calls. */
install();
generate();
conclude([formatAndLint(), types(), vitest("unit"), vitest("db"), vitest("web"), journeys()]);
