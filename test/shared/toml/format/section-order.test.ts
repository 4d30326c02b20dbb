import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../../shared/toml/index.ts';
import { corpusFiles, corpusFolder, decode, hasCorpus } from '../suites.ts';
import { formatSoundly, given } from './given.ts';

const alphabet = { sort: 'alphabetical' } as const;
const order = (table: readonly string[]) => (table.length === 0 ? ['name', 'server', 'database'] : undefined);

function lines(...all: string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

describe('sections', () => {
  it('stand in the order of the schema, those it does not know last', () => {
    given(lines('name = 1', '', '[z]', '', '[database]', 'url = 1', '', '[a]', '', '[server]'), {
      order,
    }).becomes(lines('name = 1', '', '[server]', '', '[database]', 'url = 1', '', '[z]', '', '[a]'));
  });

  it('stand in the order of the alphabet, keys too, a table before those inside it', () => {
    given(
      lines(
        'z = 1',
        'c = 2',
        '',
        '[b.y]',
        '',
        '[b.x]',
        'k = 1',
        'j = { n = 1, m = 2 }',
        '',
        '[b]',
        '',
        '[a]',
      ),
      alphabet,
    ).becomes(
      lines(
        'c = 2',
        'z = 1',
        '',
        '[a]',
        '',
        '[b]',
        '',
        '[b.x]',
        'j = { m = 2, n = 1 }',
        'k = 1',
        '',
        '[b.y]',
      ),
    );
  });

  it('take along their comments, those below the last key and keys that are out of use', () => {
    given(
      lines(
        '[b]',
        'x = 1 # beside',
        '# below',
        '',
        '# old = 2',
        '',
        '# about a',
        '[a] # header',
        '# first',
        'y = 1',
      ),
      alphabet,
    ).becomes(
      lines(
        '# about a',
        '[a] # header',
        '# first',
        'y = 1',
        '',
        '[b]',
        'x = 1 # beside',
        '# below',
        '',
        '# old = 2',
      ),
    );
  });

  it('keep the items of a list in their order, each with its own tables', () => {
    given(lines('[[p]]', 'id = 2', '[p.z]', '[p.y]', '', '[o]', '', '[[p]]', 'id = 1', '[p.x]'), {
      ...alphabet,
      blankLinesBeforeHeaders: 0,
    }).becomes(lines('[o]', '[[p]]', 'id = 2', '[p.y]', '[p.z]', '', '[[p]]', 'id = 1', '[p.x]'));
  });

  it('do not cross a comment that belongs to none of them', () => {
    given(lines('[c]', '', '[b]', '', '# --- part two ---', '', '[d]', '', '[a]'), alphabet).becomes(
      lines('[b]', '', '[c]', '', '# --- part two ---', '', '[a]', '', '[d]'),
    );
  });

  it('leave directives at the top and comments at the end where they are', () => {
    given(lines('#:schema ./a.json', '[b]', '', '[a]', '', '# vim: set ft=toml'), alphabet).becomes(
      lines('#:schema ./a.json', '', '[a]', '', '[b]', '', '# vim: set ft=toml'),
    );
  });

  it('never give a comment to another section', () => {
    given(lines('# about b', '[b]', 'x = 1', '# below x', '', '[a]', 'y = 1', '# below y'), {
      ...alphabet,
      blankLinesBeforeHeaders: 0,
    }).becomes(lines('[a]', 'y = 1', '# below y', '', '# about b', '[b]', 'x = 1', '# below x'));
  });

  it('keep the end of a text without a last line break', () => {
    given('[b]\nx = 1\n\n[a]', { ...alphabet, finalNewline: false }).becomes('[a]\n\n[b]\nx = 1');
    given('[b]\r\n\r\n[a]\r\ny = 1', { ...alphabet, finalNewline: false }).becomes('[a]\r\ny = 1\r\n\r\n[b]');
  });

  it('stay where they are in a selection, and where no order is wanted', () => {
    given('[b]\n[a]\ny=1\n', alphabet).selecting('y=1').becomes('[b]\n[a]\ny = 1\n');
    given('[server]\n\n[name]\n', { order, sort: 'none' }).stays();
  });

  it.skipIf(!hasCorpus)('of every file of the corpus can be sorted', () => {
    let sorted = 0;
    for (const file of corpusFiles()) {
      const text = decode(readFileSync(join(corpusFolder, file)));
      if (text === null || text.length > 50_000 || parse(text).problems.length > 0) continue;
      if (formatSoundly(text, alphabet, '1.0') !== formatSoundly(text, {}, '1.0')) sorted++;
    }
    expect(sorted).toBeGreaterThan(100);
  });
});
