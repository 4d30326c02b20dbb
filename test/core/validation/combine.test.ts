import { expect, test } from 'vitest';
import {
  checkEffective,
  checkLayer,
  combineProblems,
  syntaxProblem,
} from '../../../core/validation/index.ts';
import type { Problem } from '../../../shared/contract/model.ts';
import { parse } from '../../../shared/toml/index.ts';
import { compiled, effective, filesOf, layer, shown } from './given.ts';

const ORDER = ['development', 'staging', 'production'];

test('what several environments and the layer itself find is one problem', () => {
  const schema = compiled({ properties: { port: { maximum: 9 } } });
  const toml = 'port = 10';
  const files = filesOf({ 'base.toml': toml });
  const base = layer('base.toml', toml);
  const found: Problem[] = [
    ...['production', 'development'].flatMap((name) =>
      checkEffective(schema, effective([base], name), [base.layer], files),
    ),
    ...checkLayer(schema, base, ['staging', 'production'], files),
  ];
  expect(found).toHaveLength(3);
  const combined = combineProblems(found, ORDER);
  expect(combined.map(shown)).toEqual([
    'base.toml:1:8-10 error range port: port must be at most 9, is 10. → The nearest allowed value is 9.',
  ]);
  expect(combined[0]!.environments).toEqual(['development', 'staging', 'production']);
});

test('problems of two keys, places or files stay apart', () => {
  const schema = compiled({ additionalProperties: { maximum: 9 }, required: ['x', 'y'] });
  const toml = 'a = 10\nb = 10';
  const contents = [layer('a.toml', toml)];
  const found = checkEffective(
    schema,
    effective(contents),
    [contents[0]!.layer],
    filesOf({ 'a.toml': toml }),
  );
  expect(combineProblems(found, ORDER).map(({ path }) => path)).toEqual(['x', 'y', 'a', 'b']);
});

test('errors come first, then files and lines', () => {
  const problem = (severity: Problem['severity'], file: string, line: number): Problem => ({
    file,
    fileId: null,
    range: { start: { line, column: 1 }, end: { line, column: 1 } },
    path: '',
    code: 'x',
    severity,
    message: '',
    environments: [],
  });
  const sorted = combineProblems(
    [
      problem('info', 'a', 1),
      problem('warning', 'a', 1),
      problem('error', 'b', 1),
      problem('error', 'a', 10),
      problem('error', 'a', 2),
    ],
    ORDER,
  );
  expect(sorted.map(({ severity, file, range }) => `${severity} ${file} ${range.start.line}`)).toEqual([
    'error a 2',
    'error a 10',
    'error b 1',
    'warning a 1',
    'info a 1',
  ]);
});

test('what the parser found becomes a problem of the file', () => {
  const toml = 'a = 1\na = 2';
  const [first] = parse(toml).problems;
  const problem = syntaxProblem('a.toml', first!, ['production'], filesOf({ 'a.toml': toml }));
  expect(problem).toMatchObject({
    file: 'a.toml',
    fileId: 'id of a.toml',
    range: { start: { line: 2, column: 1 } },
    path: 'a',
    code: 'duplicate-key',
    severity: 'error',
    environments: ['production'],
  });
});
