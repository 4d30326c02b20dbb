import { describe, expect, test } from 'vitest';
import {
  noRenames,
  type RenameStep,
  withoutStep,
  withRedone,
  withRename,
  withUndone,
} from '../../../renderer/state/renames.ts';

const step = (undo: string): RenameStep => ({ undo, from: `${undo}.old`, to: `${undo}.new` });
const applied = (undo: string) => ({ undo, label: '', files: [] });

describe('the renames that can be undone', () => {
  const two = withRename(withRename(noRenames, step('a')), step('b'));

  test('the last one first; each can then be done again', () => {
    const undone = withUndone(withUndone(two, applied('b2')), applied('a2'));
    expect(undone.done).toEqual([]);
    expect(undone.undone.map(({ undo, from }) => [undo, from])).toEqual([
      ['b2', 'b.old'],
      ['a2', 'a.old'],
    ]);
    const redone = withRedone(undone, applied('a3'));
    expect(redone.done).toEqual([{ ...step('a'), undo: 'a3' }]);
    expect(redone.undone.map(({ undo }) => undo)).toEqual(['b2']);
  });

  test('a new one leaves nothing to be done again', () => {
    expect(withRename(withUndone(two, applied('b2')), step('c')).undone).toEqual([]);
  });

  test('without any there is nothing to undo or to redo', () => {
    expect(withUndone(noRenames, applied('x'))).toEqual(noRenames);
    expect(withRedone(noRenames, applied('x'))).toEqual(noRenames);
  });

  test('one that the engine has forgotten is offered no more', () => {
    expect(withoutStep(two, step('b')).done.map(({ undo }) => undo)).toEqual(['a']);
  });
});
