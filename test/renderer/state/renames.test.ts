import { describe, expect, test } from 'vitest';
import {
  firstUndone,
  lastDone,
  noRenames,
  withoutStep,
  withRename,
  withStep,
} from '../../../renderer/state/renames.ts';

const step = (undo: string) => ({ undo, from: `${undo}.old`, to: `${undo}.new` });
const turn = (renames: typeof noRenames, which: typeof lastDone, undo: string) => {
  const found = which(renames)!;
  return withStep(renames, found, { ...found, undo, isUndone: !found.isUndone });
};

describe('the renames that can be undone', () => {
  const two = withRename(withRename(noRenames, step('a')), step('b'));

  test('the last one first; each can then be done again', () => {
    const undone = turn(turn(two, lastDone, 'b2'), lastDone, 'a2');
    expect(lastDone(undone)).toBeUndefined();
    expect(firstUndone(undone)).toMatchObject({ undo: 'a2', from: 'a.old' });
    const redone = turn(undone, firstUndone, 'a3');
    expect(lastDone(redone)).toMatchObject({ undo: 'a3', from: 'a.old' });
    expect(firstUndone(redone)).toMatchObject({ undo: 'b2', from: 'b.old' });
  });

  test('a new one leaves nothing to be done again', () => {
    const renamed = withRename(turn(two, lastDone, 'b2'), step('c'));
    expect(firstUndone(renamed)).toBeUndefined();
    expect(lastDone(renamed)).toMatchObject(step('c'));
  });

  test('without any there is nothing to undo or to redo', () => {
    expect(lastDone(noRenames)).toBeUndefined();
    expect(firstUndone(noRenames)).toBeUndefined();
  });

  test('one that the engine has forgotten is offered no more', () => {
    expect(lastDone(withoutStep(two, lastDone(two)!))).toMatchObject(step('a'));
  });

  test('what comes back for a step that has gone meanwhile changes nothing', () => {
    const gone = lastDone(two)!;
    const left = withoutStep(two, gone);
    expect(withStep(left, gone, { ...gone, undo: 'b2' })).toEqual(left);
  });
});
