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
  return Number(
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }),
  );
}
