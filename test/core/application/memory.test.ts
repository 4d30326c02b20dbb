import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const MODULE = fileURLToPath(new URL('../../../core/application/memory.ts', import.meta.url));
const MIB = 1024 * 1024;

/** Far above what the collector needs besides while it moves values, far below what the room grows to by itself. */
const BETWEEN = 16 * MIB;

test('a process that stays small keeps the room for new values as small as it began, however much it makes', () => {
  expect(roomForNewValues(true)).toBeLessThan(BETWEEN);
  expect(roomForNewValues(false)).toBeGreaterThan(BETWEEN);
});

test('what loading left unused is given back, and a process that holds little does not pause for it', () => {
  const { before, after, isDone } = roomAfterLoading(400_000);
  expect(isDone).toBe(true);
  expect(after).toBeLessThan(before - BETWEEN);
  expect(roomAfterLoading(10).isDone).toBe(false);
});

/** Resident bytes after loading so many values of which a few stay, and after giving back. */
function roomAfterLoading(values: number): { before: number; after: number; isDone: boolean } {
  return JSON.parse(
    run(`
    import { giveBack } from ${JSON.stringify(MODULE)};
    let loaded = [];
    for (let count = 0; count < ${values}; count += 1) loaded.push({ count, list: [count, count, count] });
    globalThis.kept = loaded.slice(0, 100);
    loaded = null;
    const before = process.memoryUsage.rss();
    const isDone = giveBack();
    console.log(JSON.stringify({ before, after: process.memoryUsage.rss(), isDone }));
  `),
  );
}

/** The bytes V8 has set aside for new values after many were made, of which some live on. */
function roomForNewValues(staysSmall: boolean): number {
  const script = `
    import v8 from 'node:v8';
    import { staySmall } from ${JSON.stringify(MODULE)};
    if (${staysSmall}) staySmall();
    const kept = [];
    for (let count = 0; count < 4_000_000; count += 1) kept[count % 50_000] = { count, list: [count] };
    const spaces = v8.getHeapSpaceStatistics();
    console.log(spaces.find(({ space_name }) => space_name === 'new_space').space_size);
  `;
  return Number(run(script));
}

function run(script: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
}
