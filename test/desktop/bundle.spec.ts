import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

test.describe('the built desktop host', () => {
  let folder: string;
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'strata-bundle-'));
    cpSync(join(PROJECT, 'examples/plue'), join(folder, 'plue'), { recursive: true });
  });
  test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('analyses a workspace in its own worker and ends without a trace', async () => {
    const driver = join(PROJECT, 'test/desktop/bundle-driver.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [driver, join(folder, 'plue')], {
      env: { ...process.env, STRATA_DATA: join(folder, 'data') },
      timeout: 30_000,
      maxBuffer: 64 * 1024 * 1024,
    });
    const { workspace, analysis } = JSON.parse(stdout);
    expect(workspace.environments.map(({ name }: { name: string }) => name)).toContain('production');
    expect(analysis.selections.length).toBeGreaterThan(0);
    expect(analysis.problems).toEqual([]);
    expect(existsSync(join(folder, 'plue/.strata/history.db-wal'))).toBe(false);
  });
});
