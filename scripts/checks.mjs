import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureChromium } from "./chromium.mjs";
import { projectEnvironment, projectNode, projectRoot } from "./install.mjs";

/** @typedef {{ passed: number, failed: number, skipped: string[] }} Outcome */

const bin = (...parts) => path.join(projectRoot, "node_modules", ...parts);

function run(name, command, args, variables = {}) {
  const began = performance.now();
  const env = { ...projectEnvironment(), ...variables };
  const { status } = spawnSync(command, args, { cwd: projectRoot, stdio: "inherit", env });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? "passed" : "FAILED"}  ${name}  ${seconds} s\n`);
  return status === 0;
}

/** @returns {Outcome} one check that holds or does not */
const check = (name, command, args) =>
  run(name, command, args) ? { passed: 1, failed: 0, skipped: [] } : { passed: 0, failed: 1, skipped: [] };

export const formatAndLint = () =>
  check("format and lint", projectNode(), [bin("@biomejs", "biome", "bin", "biome"), "ci", "."]);

export const types = () => check("types", projectNode(), [bin("typescript", "bin", "tsc"), "--noEmit", "-p", "."]);

/**
 * Runs one project of vitest and counts its tests from its own report.
 * @param {"unit" | "db" | "web"} project
 * @returns {Outcome} a run that breaks off counts as a failure
 */
export function vitest(project) {
  const directory = mkdtempSync(path.join(tmpdir(), "breakwater-report-"));
  const report = path.join(directory, "report.json");
  try {
    const holds = run(`${project} tests`, projectNode(), [
      bin("vitest", "vitest.mjs"),
      "run",
      `--project=${project}`,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ]);
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
    const skipped = testResults.flatMap(({ assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === "pending" || status === "skipped")
        .map(({ fullName, meta }) => (meta?.skipped ? `${fullName} (${meta.skipped})` : fullName)),
    );
    return { passed: numPassedTests, failed: holds ? 0 : Math.max(1, numFailedTests), skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Runs the journeys through the whole product in a browser, and counts them from Playwright's own report.
 * @returns {Outcome} a run that breaks off, or finds no browser, counts as a failure
 */
export function journeys() {
  const directory = mkdtempSync(path.join(tmpdir(), "breakwater-report-"));
  const report = path.join(directory, "report.json");
  try {
    const command = [bin("@playwright", "test", "cli.js"), "test", "--reporter=list,json"];
    const variables = { CHROMIUM_PATH: ensureChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    const holds = run("journeys", projectNode(), command, variables);
    const { stats, suites } = JSON.parse(readFileSync(report, "utf8"));
    const failed = stats.unexpected + stats.flaky;
    return { passed: stats.expected, failed: holds ? failed : Math.max(1, failed), skipped: skippedIn(suites) };
  } catch (error) {
    process.stdout.write(`FAILED  journeys: ${error instanceof Error ? error.message : error}\n`);
    return { passed: 0, failed: 1, skipped: [] };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const skippedIn = (suites) =>
  suites.flatMap(({ specs, suites: inner = [] }) => [
    ...specs.filter(({ tests }) => tests.some(({ status }) => status === "skipped")).map(({ title }) => title),
    ...skippedIn(inner),
  ]);

/** Prints the sum as the last line, what was skipped on the line before, and sets the exit code. */
export function conclude(outcomes) {
  const sum = (key) => outcomes.reduce((n, outcome) => n + outcome[key], 0);
  const skipped = outcomes.flatMap((outcome) => outcome.skipped);
  if (skipped.length > 0) process.stdout.write(`Skipped: ${skipped.join("; ")}\n`);
  process.stdout.write(`${sum("passed")} passed, ${sum("failed")} failed\n`);
  process.exitCode = sum("failed") === 0 && sum("passed") > 0 ? 0 : 1;
}
