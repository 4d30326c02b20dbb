import { describe, expect, test } from 'vitest';
import { differingEnds } from '../../../renderer/dialogs/line-difference.ts';

/** Both lines with what differs in brackets. */
function marked(before: string, after: string): [string, string] {
  const { start, end } = differingEnds(before, after);
  const mark = (line: string) =>
    `${line.slice(0, start)}«${line.slice(start, line.length - end)}»${line.slice(line.length - end)}`;
  return [mark(before), mark(after)];
}

describe('of two lines only what differs is marked', () => {
  test.each([
    ['port = 1', 'bind = 1', '«port» = 1', '«bind» = 1'],
    ['[server]', '[service]', '[«server»]', '[«service»]'],
    ['bind = 1', 'bind_port = 1', '«bind» = 1', '«bind_port» = 1'],
    ['port = 1', 'bind_port = 1', '«port» = 1', '«bind_port» = 1'],
    ['a.port.b = 1', 'a."p q".b = 1', 'a.«port».b = 1', 'a.«"p q"».b = 1'],
    ['APP_A__B=1', 'APP_A__BC=1', '«APP_A__B»=1', '«APP_A__BC»=1'],
    ['same', 'same', 'same«»', 'same«»'],
    ['', 'x', '«»', '«x»'],
  ])('%s and %s', (before, after, first, second) => {
    expect(marked(before, after)).toEqual([first, second]);
  });
});
