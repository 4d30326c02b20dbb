/** Counting what the test runners report in their JSON files. */
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * The counts of a Vitest run. A file that could not be loaded has no tests to count, so it counts as one failure;
 * so does a run that ended badly without saying where.
 * @param {string} file Vitest's JSON report
 * @param {number} exitCode of the run
 * @returns {Counts}
 */
export function countVitest(file, exitCode) {
  const report = readReport(file);
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = report.testResults;
  const tests = files.flatMap((one) => one.assertionResults.map((test) => test.status));
  const passed = tests.filter((status) => status === 'passed').length;
  const failed = tests.filter((status) => status === 'failed').length;
  const broken = files.filter(
    (one) => one.status === 'failed' && !one.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return {
    passed,
    failed: atLeastOneIf(exitCode !== 0, failed + broken),
    skipped: tests.length - passed - failed,
  };
}

/**
 * The counts of a Playwright run. A test that passed only when repeated counts as failed.
 * @param {string} file Playwright's JSON report
 * @param {number} exitCode of the run
 * @returns {Counts}
 */
export function countPlaywright(file, exitCode) {
  const report = readReport(file);
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  /** @type {{ expected: number, unexpected: number, flaky: number, skipped: number }} */
  const stats = report.stats;
  return {
    passed: stats.expected,
    failed: atLeastOneIf(exitCode !== 0, stats.unexpected + stats.flaky),
    skipped: stats.skipped,
  };
}

/** @param {boolean} endedBadly @param {number} failed */
function atLeastOneIf(endedBadly, failed) {
  return endedBadly ? Math.max(failed, 1) : failed;
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
