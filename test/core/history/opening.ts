import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type History, type HistoryOptions, openHistory } from '../../../core/history/history.ts';

/** A clock that goes on by one second at every look. */
export function clock(): () => Date {
  let time = Date.UTC(2026, 0, 1);
  return () => {
    time += 1000;
    return new Date(time);
  };
}

/** The history of a folder, closed when the test ends. */
export function historyOf(folder: string, rest: Partial<HistoryOptions> = {}): History {
  const history = openHistory({
    folder,
    fallbackFolder: join(folder, 'not-used'),
    now: clock(),
    author: 'ada',
    ...rest,
  });
  onTestFinished(() => history.close());
  return history;
}

export function bytes(text: string): Buffer {
  return Buffer.from(text);
}
