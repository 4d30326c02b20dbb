import { beforeEach, describe, expect, test } from 'vitest';
import { notify, report, toastQueue } from '../../../renderer/toasts/queue.ts';
import { StrataError } from '../../../shared/contract/errors.ts';

const shown = () => toastQueue.visibleToasts.map(({ content }) => content.message);
const tell = (code: string, message: string, file?: string) =>
  notify({ severity: 'info', code, message, ...(file === undefined ? {} : { file }) });

beforeEach(() => {
  for (const { key } of toastQueue.visibleToasts) toastQueue.close(key);
});

describe('notices', () => {
  test('a newer one of the same kind about the same file replaces the older', () => {
    tell('reloaded', 'first', 'f_1');
    tell('reloaded', 'second', 'f_1');
    expect(shown()).toEqual(['second']);
  });

  test('another kind or another file stands beside it', () => {
    tell('reloaded', 'one', 'f_1');
    tell('reloaded', 'two', 'f_2');
    tell('saved-in-place', 'three', 'f_1');
    expect(shown().toSorted()).toEqual(['one', 'three', 'two']);
  });

  test('an error stays until it is closed, others go by themselves', () => {
    tell('reloaded', 'soon gone');
    report(new StrataError({ code: 'DISK_FULL', message: 'The disk is full.' }));
    const timeouts = Object.fromEntries(
      toastQueue.visibleToasts.map(({ content, timeout }) => [content.message, timeout]),
    );
    expect(timeouts).toEqual({ 'soon gone': 6000, 'The disk is full.': undefined });
  });

  test('a fault of the program is reported without its stack', () => {
    report(new TypeError('x is not a function'));
    expect(shown()).toEqual(['Strata ran into a fault of its own: x is not a function']);
  });
});
