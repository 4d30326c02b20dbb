import { describe, expect, test } from 'vitest';
import { listProblems, nextProblem, type ProblemQuery } from '../../../renderer/problems/filter.ts';
import type { Problem, Severity } from '../../../shared/contract/model.ts';

const problem = (
  file: string,
  line: number,
  severity: Severity = 'error',
  part: Partial<Problem> = {},
): Problem => ({
  file,
  fileId: file,
  range: { start: { line, column: 1 }, end: { line, column: 5 } },
  path: 'server.port',
  code: 'schema.maximum',
  severity,
  message: `at ${file}:${line}`,
  environments: [],
  ...part,
});
const everything: ProblemQuery = {
  scope: 'all',
  environment: 'production',
  file: 'b',
  hidden: new Set(),
  text: '',
};
const list = (problems: Problem[], query: Partial<ProblemQuery> = {}) =>
  listProblems(problems, { ...everything, ...query }).map(({ message }) => message);

describe('the list of problems', () => {
  const some = [
    problem('b', 9, 'warning'),
    problem('b', 2, 'error', { environments: ['staging'] }),
    problem('a', 7, 'info'),
    problem('a', 3, 'error', { environments: ['production', 'staging'], suggestion: 'Write 8080' }),
  ];

  test('shows errors first, then by file and line', () => {
    expect(list(some)).toEqual(['at a:3', 'at b:2', 'at b:9', 'at a:7']);
  });

  test('of one environment holds what names it and what names none', () => {
    expect(list(some, { scope: 'environment' })).toEqual(['at a:3', 'at b:9', 'at a:7']);
  });

  test('of one file holds only its own', () => {
    expect(list(some, { scope: 'file' })).toEqual(['at b:2', 'at b:9']);
  });

  test('leaves hidden severities out', () => {
    expect(list(some, { hidden: new Set<Severity>(['error', 'info']) })).toEqual(['at b:9']);
  });

  test('finds words in message, key, rule, suggestion and environment', () => {
    expect(list(some, { text: '8080' })).toEqual(['at a:3']);
    expect(list(some, { text: 'SERVER staging' })).toEqual(['at a:3', 'at b:2']);
  });
});

describe('stepping through problems', () => {
  const some = [problem('b', 2), problem('a', 3), problem('a', 7), problem('', 1, 'error', { fileId: null })];
  const step = (from: Parameters<typeof nextProblem>[1], by: 1 | -1) => nextProblem(some, from, by)?.message;

  test('goes on in the file, then to the next file, then around', () => {
    expect(step({ file: 'a', line: 1, column: 1 }, 1)).toBe('at a:3');
    expect(step({ file: 'a', line: 3, column: 1 }, 1)).toBe('at a:7');
    expect(step({ file: 'a', line: 7, column: 1 }, 1)).toBe('at b:2');
    expect(step({ file: 'b', line: 2, column: 1 }, 1)).toBe('at a:3');
  });

  test('goes back the same way', () => {
    expect(step({ file: 'a', line: 7, column: 1 }, -1)).toBe('at a:3');
    expect(step({ file: 'b', line: 2, column: 1 }, -1)).toBe('at a:7');
    expect(step({ file: 'a', line: 3, column: 1 }, -1)).toBe('at b:2');
  });

  test('starts at the first or last without a place', () => {
    expect(step(null, 1)).toBe('at a:3');
    expect(step(null, -1)).toBe('at b:2');
  });

  test('gives nothing where there is nothing to go to', () => {
    expect(nextProblem([], null, 1)).toBeUndefined();
  });
});
