import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { analyseFolder } from '../../../core/analysis/folder.ts';
import type { Problem } from '../../../shared/contract/model.ts';
import { checkCodes, isSyntaxCode } from '../../../shared/language/index.ts';
import { applyTo } from '../../shared/language/fixing.ts';
import { folderWith } from '../temporary.ts';

const MANIFEST = `[workspace]
name = "small"
schema = "app.schema.json"

[[layers]]
name = "base"
file = "base.toml"
[[layers]]
name = "environment"
file = "{environment}.toml"

[[layers]]
name = "variables"
variables = { prefix = "APP_", files = [".env"] }

[environments.dev]
[environments.prod]
protected = true
`;

const SCHEMA = JSON.stringify({
  type: 'object',
  properties: {
    port: { type: 'integer', maximum: 100 },
    server: {
      type: 'object',
      properties: { host: { type: 'string' }, old: { deprecated: true } },
      required: ['host'],
      additionalProperties: false,
    },
  },
});

const VALID = { '.env': 'NAME=x\n', 'base.toml': 'port = 1\n', 'dev.toml': '', 'prod.toml': '' };

async function analysed(files: Readonly<Record<string, string>>) {
  const all = { 'strata.toml': MANIFEST, 'app.schema.json': SCHEMA, ...VALID, ...files };
  const analysis = await analyseFolder(folderWith(all), {});
  const { problems, silenced } = analysis.judged();
  return { session: analysis.session, problems: problems.map(short), silenced: silenced.map(short) };
}

function short({ file, range, code, message }: Problem): string {
  const said = code === 'unused-ignore' ? ` ${message}` : '';
  return `${file}:${range.start.line} ${code}${said}`;
}

describe('a comment silences', () => {
  test.each([
    ['above the key', { 'base.toml': '# strata-ignore: range\nport = 200\n' }, 'base.toml:2 range'],
    ['beside the key', { 'base.toml': 'port = 200 # strata-ignore: range\n' }, 'base.toml:1 range'],
    ['for the file', { 'base.toml': '# strata-ignore-file: range\n\nport = 200\n' }, 'base.toml:3 range'],
    [
      'at the header what its table lacks',
      { 'base.toml': '[server] # strata-ignore: required\n' },
      'base.toml:1 required',
    ],
    [
      'what merging finds, at the layer that causes it',
      {
        'prod.toml': '# strata-ignore: type-clash, type\nserver = 1\n',
        'base.toml': '[server]\nhost = "a"\n',
      },
      'prod.toml:2 type',
    ],
    [
      'what the manifest says',
      {
        'strata.toml': MANIFEST.replace(
          '"{environment}.toml"',
          '"{x}.toml" # strata-ignore: unknown-placeholder',
        ),
      },
      'strata.toml:10 unknown-placeholder',
    ],
  ])('%s', async (_, files, expected) => {
    const { problems, silenced } = await analysed(files);
    expect(silenced).toContain(expected);
    expect(problems).not.toContain(expected);
    expect(problems.filter((problem) => problem.includes('unused-ignore'))).toEqual([]);
  });

  test('neither another layer, nor another code, nor the keys of its table', async () => {
    const { problems, silenced } = await analysed({
      'base.toml': 'port = 1 # strata-ignore: type\n# strata-ignore: range\n[server]\nhost = "a"\nold = 1\n',
      'prod.toml': 'port = 200\n',
    });
    expect(silenced).toEqual([]);
    expect(problems).toContain('prod.toml:1 range');
    expect(problems).toContain('base.toml:5 deprecated');
  });

  test('nothing that the parser finds', async () => {
    const { problems, silenced } = await analysed({
      'base.toml': '# strata-ignore-file: duplicate-key\nport = 1\nport = 2\n',
    });
    expect(silenced).toEqual([]);
    expect(problems).toEqual(['base.toml:3 duplicate-key']);
  });
});

describe('a comment that silences nothing is told', () => {
  test.each([
    ['port = 1 # strata-ignore: range', 'There is no problem "range" to silence here.'],
    ['# strata-ignore-file: range\nport = 1', 'There is no problem "range" to silence in this file.'],
    ['port = 1 # strata-ignore: rnage', 'There is no check "rnage", so this silences nothing.'],
    [
      'port = 1 # strata-ignore: duplicate-key',
      '"duplicate-key" cannot be silenced: what is not TOML cannot be read.',
    ],
    ['port = 1 # strata-ignore', 'This comment names no check, so it silences nothing.'],
    [
      '# strata-ignore: range\n\nport = 1',
      'There is no key or table directly below this comment, so it silences nothing.',
    ],
    [
      'port = 1\n# strata-ignore-file: range',
      'A comment about the whole file counts only before the first key or table.',
    ],
  ])('%s', async (text, message) => {
    const { problems } = await analysed({ 'base.toml': `${text}\n` });
    expect(problems.map((problem) => problem.replace(/^\S+ /, ''))).toEqual([`unused-ignore ${message}`]);
  });

  test('only where the check was made: not without a schema, nor beside a file that cannot be read', async () => {
    const text = 'port = 1 # strata-ignore: range\n';
    const withoutSchema = MANIFEST.replace('schema = "app.schema.json"\n', '');
    expect((await analysed({ 'base.toml': text, 'strata.toml': withoutSchema })).problems).toEqual([]);
    const broken = await analysed({ 'base.toml': text, 'prod.toml': 'broken' });
    expect(broken.problems.filter((problem) => problem.includes('unused'))).toEqual([]);
  });
});

describe('saving a layer of a protected environment', () => {
  test('is not held up by what a comment silences', async () => {
    const { session } = await analysed({});
    expect(session.wouldBreak('base.toml', 'port = 200\n')).toEqual(['prod']);
    expect(session.wouldBreak('base.toml', 'port = 200 # strata-ignore: range\n')).toEqual([]);
  });

  test('is held up by another error beside one that is silenced already', async () => {
    const saved = '# strata-ignore: range\nport = 200\n';
    const { session } = await analysed({ 'base.toml': saved });
    expect(session.wouldBreak('base.toml', `${saved}[server]\n`)).toEqual(['prod']);
    expect(session.wouldBreak('base.toml', `# more\n${saved}`)).toEqual([]);
    expect(session.wouldBreak('base.toml', 'port = 200\n')).toEqual(['prod']);
    // What was asked leaves no trace.
    expect(session.judged().silenced.map(short)).toEqual(['base.toml:2 range']);
  });
});

test('every "Ignore" that is offered silences its problem', async () => {
  let text = 'port = 200\nextra = { a = [\n1 ] }\n[server]\nold = 1\nwrong = 2\n';
  const { session, problems } = await analysed({ 'base.toml': text });
  const whole = { start: { line: 1, column: 1 }, end: { line: 99, column: 1 } };
  for (let left = problems.length; left > 0; left--) {
    expect(session.judged().problems).toHaveLength(left);
    const fix = session.language.fixes('base.toml', whole).find(({ title }) => title.startsWith('Ignore'));
    text = applyTo(text, fix?.changes ?? []);
    session.buffer('base.toml', problems.length - left + 1, text);
  }
  expect(problems.length).toBeGreaterThan(2);
  expect(session.judged().problems).toEqual([]);
});

test('every code of the example with mistakes is known', async () => {
  const folder = fileURLToPath(new URL('../../../examples/broken', import.meta.url));
  const { problems, silenced } = (await analyseFolder(folder, {})).judged();
  const codes = new Set([...problems, ...silenced].map(({ code }) => code));
  expect(codes.size).toBeGreaterThan(5);
  expect([...codes].filter((code) => !checkCodes.has(code) && !isSyntaxCode(code))).toEqual([]);
});
