import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countPlaywright, countVitest } from '../../scripts/reports.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-reports-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function report(value: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(value));
  return file;
}

describe('a Vitest report', () => {
  const suite = (status: string, ...tests: string[]) => ({
    status,
    assertionResults: tests.map((one) => ({ status: one })),
  });

  test('is counted test by test, whatever the kind of skipping', () => {
    const file = report({
      testResults: [
        suite('failed', 'passed', 'failed'),
        suite('passed', 'passed', 'skipped', 'pending', 'todo'),
      ],
    });
    expect(countVitest(file, 1)).toEqual({ passed: 2, failed: 1, skipped: 3 });
  });

  test('counts a file that could not be loaded as one failure', () => {
    expect(countVitest(report({ testResults: [suite('failed'), suite('passed', 'passed')] }), 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  test('never hides that the run ended badly', () => {
    expect(countVitest(report({ testResults: [suite('passed', 'passed')] }), 1).failed).toBe(1);
  });
});

describe('a Playwright report', () => {
  test('counts what only passed when repeated as failed', () => {
    const file = report({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 } });
    expect(countPlaywright(file, 1)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  test('never hides that the run ended badly', () => {
    const file = report({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 } });
    expect(countPlaywright(file, 1).failed).toBe(1);
  });
});

test.each([countVitest, countPlaywright])('a missing report is one failure (%o)', (count) => {
  expect(count(join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
