import { describe, expect, test } from 'vitest';
import { jump, noTrail, type Trail, walkTrail } from '../../../renderer/state/trail.ts';

const place = (file: string, line: number) => ({ file, line, column: 1 });
const went = (...places: [string, number][]): Trail =>
  places.reduce((trail, [file, line]) => jump(trail, null, place(file, line)), noTrail);
const back = (trail: Trail) => walkTrail(trail, -1);

describe('back and forward', () => {
  test('back leads where one was before, forward to where one came from', () => {
    const once = back(went(['a', 1], ['b', 20], ['c', 3]))!;
    expect(once.place).toEqual(place('b', 20));
    expect(walkTrail(once.trail, 1)?.place).toEqual(place('c', 3));
  });

  test('both end', () => {
    expect(back(went(['a', 1]))).toBeNull();
    expect(walkTrail(went(['a', 1]), 1)).toBeNull();
    expect(back(noTrail)).toBeNull();
  });

  test('a jump starts where the cursor stood, not where the last one ended', () => {
    const trail = jump(went(['a', 1]), place('a', 60), place('b', 5));
    expect(back(trail)?.place).toEqual(place('a', 60));
  });

  test('a new jump forgets what lay ahead', () => {
    const trail = jump(back(went(['a', 1], ['b', 1], ['c', 1]))!.trail, null, place('d', 1));
    expect(trail.places.map(({ file }) => file)).toEqual(['a', 'b', 'd']);
    expect(walkTrail(trail, 1)).toBeNull();
  });

  test('a step within sight is no place of its own', () => {
    expect(went(['a', 1], ['a', 4]).places).toEqual([place('a', 4)]);
  });

  test('the oldest places are forgotten', () => {
    const trail = went(...Array.from({ length: 80 }, (_, at): [string, number] => ['a', at * 100]));
    expect(trail.places).toHaveLength(50);
    expect(trail.places.at(-1)).toEqual(place('a', 7900));
  });
});
