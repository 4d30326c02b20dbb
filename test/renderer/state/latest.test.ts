import { describe, expect, test } from 'vitest';
import { createLatest } from '../../../renderer/state/latest.ts';

/** A loader whose loads end when the test says so. */
function stoppable() {
  const pending: { input: string; end: (error?: Error) => Promise<void> }[] = [];
  const done: string[] = [];
  const failed: string[] = [];
  const ask = createLatest<string, string>(
    (input) =>
      new Promise((resolve, reject) => {
        const end = async (error?: Error) => {
          if (error) reject(error);
          else resolve(`${input}!`);
          await new Promise((next) => setTimeout(next));
        };
        pending.push({ input, end });
      }),
    (output) => done.push(output),
    (error, input) => failed.push(`${input}: ${(error as Error).message}`),
  );
  return { ask, pending, done, failed };
}

describe('loading only the latest', () => {
  test('one load runs at a time', async () => {
    const { ask, pending } = stoppable();
    ask('a');
    ask('b');
    expect(pending.map(({ input }) => input)).toEqual(['a']);
  });

  test('of what is asked meanwhile only the newest is loaded', async () => {
    const { ask, pending, done } = stoppable();
    for (const input of ['a', 'b', 'c', 'd']) ask(input);
    await pending[0]!.end();
    await pending[1]!.end();
    expect(done).toEqual(['a!', 'd!']);
    expect(pending).toHaveLength(2);
  });

  test('a failure is told and does not stop the next load', async () => {
    const { ask, pending, done, failed } = stoppable();
    ask('a');
    ask('b');
    await pending[0]!.end(new Error('gone'));
    await pending[1]!.end();
    expect(failed).toEqual(['a: gone']);
    expect(done).toEqual(['b!']);
  });

  test('after everything is loaded the next ask starts at once', async () => {
    const { ask, pending, done } = stoppable();
    ask('a');
    await pending[0]!.end();
    ask('b');
    await pending[1]!.end();
    expect(done).toEqual(['a!', 'b!']);
  });
});
