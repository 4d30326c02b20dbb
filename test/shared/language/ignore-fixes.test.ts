import { describe, expect, test } from 'vitest';
import { ignoreFixes, quickFixes } from '../../../shared/language/index.ts';
import { applyTo, problemsOf, requestFor } from './fixing.ts';

const SCHEMA = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string' },
    port: { type: 'integer', maximum: 100 },
    list: { type: 'array', items: { type: 'integer' } },
    server: { type: 'object', required: ['host'], properties: { host: { type: 'string' } } },
  },
};

/** The text after each "Ignore" that is offered, by its title. */
function ignoring(text: string): Record<string, string> {
  const fixes = ignoreFixes(requestFor(text, SCHEMA, {}));
  return Object.fromEntries(fixes.map(({ title, changes }) => [title, applyTo(text, changes)]));
}

describe('ignoring a problem', () => {
  test('writes the comment above the key, as far in as the key', () => {
    expect(ignoring('name = "a"\n  port = 200\n')).toEqual({
      'Ignore range here': 'name = "a"\n  # strata-ignore: range\n  port = 200\n',
    });
  });

  test('keeps the line ends of the file', () => {
    expect(ignoring('name = "a"\r\nport = 200\r\n')).toEqual({
      'Ignore range here': 'name = "a"\r\n# strata-ignore: range\r\nport = 200\r\n',
    });
  });

  test('writes it above the whole of a value of several lines', () => {
    expect(ignoring('name = "a"\nlist = [\n  1,\n  "b",\n]\n')).toEqual({
      'Ignore type here': 'name = "a"\n# strata-ignore: type\nlist = [\n  1,\n  "b",\n]\n',
    });
  });

  test('writes it above the header of a table that lacks a key', () => {
    expect(ignoring('name = "a"\n[server]\n')).toEqual({
      'Ignore required here': 'name = "a"\n# strata-ignore: required\n[server]\n',
    });
  });

  test('adds the code to a comment that is there, before why it is there', () => {
    const text = 'name = "a"\n# strata-ignore: type -- old\nport = 200\n';
    expect(ignoring(text)).toEqual({
      'Ignore range here': 'name = "a"\n# strata-ignore: type, range -- old\nport = 200\n',
    });
  });

  test('is for the whole file where no key stands for the problem, below its directives', () => {
    expect(ignoring('port = 1\n')).toEqual({
      'Ignore required in this file': '# strata-ignore-file: required\nport = 1\n',
    });
    expect(ignoring('#:schema a.json\nport = 1\n')).toEqual({
      'Ignore required in this file': '#:schema a.json\n# strata-ignore-file: required\nport = 1\n',
    });
    expect(ignoring('# strata-ignore-file: type\nport = 1\n')).toEqual({
      'Ignore required in this file': '# strata-ignore-file: type, required\nport = 1\n',
    });
    expect(ignoring('')).toEqual({ 'Ignore required in this file': '# strata-ignore-file: required\n' });
  });

  test('is not offered for what the parser finds', () => {
    expect(problemsOf('name = "a"\nname = "b"\n', SCHEMA).map(({ code }) => code)).toContain('duplicate-key');
    expect(ignoring('name = "a"\nname = "b"\n')).toEqual({});
  });
});

describe('a comment that silences nothing', () => {
  /** The text after each fix for an unused code, by its title. */
  function mending(marked: string): Record<string, string> {
    const [before = '', code = '', after = ''] = marked.split('|');
    const text = before + code + after;
    const request = requestFor(text, SCHEMA, {});
    const range = request.lines.rangeOf({ start: before.length, end: before.length + code.length });
    const problems = [{ code: 'unused-ignore', path: '', range }];
    const fixes = quickFixes({ ...request, problems });
    return Object.fromEntries(fixes.map(({ title, changes }) => [title, applyTo(text, changes)]));
  }

  test('goes with its line', () => {
    expect(mending('a = 1\n# strata-ignore: |range|\nb = 1\n')).toEqual({
      'Remove the comment': 'a = 1\nb = 1\n',
    });
    expect(mending('|# strata-ignore|\nb = 1\n')).toEqual({ 'Remove the comment': 'b = 1\n' });
  });

  test('goes from the end of a line', () => {
    expect(mending('a = 1  # strata-ignore: |range|\n')).toEqual({ 'Remove the comment': 'a = 1\n' });
  });

  test('loses one of its codes', () => {
    expect(mending('# strata-ignore: |range|, type\na = 1')).toEqual({
      'Remove range': '# strata-ignore: type\na = 1',
    });
    expect(mending('# strata-ignore: range, |type| -- why\na = 1')).toEqual({
      'Remove type': '# strata-ignore: range -- why\na = 1',
    });
  });

  test('is corrected where another code is near', () => {
    expect(mending('# strata-ignore: |rnage|\na = 1')).toEqual({
      'Ignore range instead': '# strata-ignore: range\na = 1',
      'Remove the comment': 'a = 1',
    });
  });
});
