import { describe, expect, test } from 'vitest';
import { hover } from '../../../shared/language/index.ts';
import { SchemaView } from '../../../shared/schema/index.ts';
import { LineIndex } from '../../../shared/text/lines.ts';
import { parse } from '../../../shared/toml/index.ts';
import { PLUE } from './plue.ts';

function at(marked: string, schema: unknown = PLUE, effective?: (path: readonly string[]) => string | null) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const lines = new LineIndex(text);
  const shown = hover({
    document: parse(text),
    lines,
    schema: schema === null ? null : new SchemaView(schema),
    offset,
    ...(effective === undefined ? {} : { effective }),
  });
  if (shown === null) return null;
  const { start, end } = lines.spanOf(shown.range);
  return { over: text.slice(start, end), markdown: shown.markdown };
}

describe('a key shows', () => {
  test('its path, type, description, limits, default and when a change counts', () => {
    expect(at('[server]\npo|rt = 80')).toEqual({
      over: 'port',
      markdown: `**server.port** — integer

The port to listen on.

- Allowed: 1 to 65535
- Default: \`8080\`
- Takes effect: after a restart`,
    });
  });

  test('its listed values with their descriptions', () => {
    expect(at('server.le|vel = "warn"')?.markdown).toBe(`**server.level** — string

- Default: \`"info"\`

One of:
- \`"debug"\`: Everything.
- \`"info"\`: What matters.
- \`"warn"\``);
  });

  test('that it is deprecated, and instead of what', () => {
    expect(at('[server]\nwork|ers = 1')?.markdown).toBe(
      '**server.workers** — integer\n\n**Deprecated:** Use server.threads\\_\\*.',
    );
  });

  test('that it is secret, and then never a value', () => {
    const markdown = at('[database]\npass|word = "x"')?.markdown;
    expect(markdown).toContain('Secret');
    expect(markdown).not.toContain('hunter2');
  });

  test.each([
    ['[server]\nsta|rted = 2025-01-01T00:00:00Z', '**server.started** — offset date-time'],
    ['[server]\nta|gs = []', '**server.tags** — array of strings'],
    ['[[us|ers]]', '**users** — array of tables'],
    ['[[users]]\nlog|in = ""', '**users.login** — string'],
    ['[ser|ver.tls]', '**server** — table'],
    ['[server.t|ls]', '**server.tls** — table'],
    ['[services.w|eb]', '**services.web** — table'],
    ['"odd k|ey" = 1', '**"odd key"** — integer'],
  ])('its type in the words of TOML: %j', (marked, heading) => {
    expect(at(marked)?.markdown.split('\n')[0]).toBe(heading);
  });

  test('the value in effect and where it comes from', () => {
    const effective = (path: readonly string[]) => `${path.join('.')} is 80 in production, from base.toml:3.`;
    expect(at('[server]\npo|rt = 80', PLUE, effective)?.markdown).toMatch(
      /---\n\nserver\.port is 80 in production, from base\.toml:3\.$/,
    );
    expect(at('unkno|wn = 80', null, effective)?.markdown).toBe(
      '**unknown** — integer\n\n---\n\nunknown is 80 in production, from base.toml:3.',
    );
  });
});

describe('a value shows', () => {
  test('what the schema says about it before what it says about the key', () => {
    const shown = at('[server]\nlevel = "de|bug"');
    expect(shown?.over).toBe('"debug"');
    expect(shown?.markdown).toMatch(/^\*\*server\.level\*\* — string\n\n`debug`: Everything\./);
  });
});

test.each(['# com|ment', '|', 'a = 1 |', '[server]\n  |\n'])('nothing at %j', (marked) => {
  expect(at(marked)).toBeNull();
});

test('plain descriptions are shown as they are, whatever markdown would make of them', () => {
  const schema = { properties: { a: { description: 'Use *.x_y [1] <b>\nand `more`.' } } };
  expect(at('|a = 1', schema)?.markdown).toBe(
    '**a** — integer\n\nUse \\*.x\\_y \\[1\\] \\<b\\>\n\nand \\`more\\`.',
  );
});

test('a key says that its table requires it', () => {
  const schema = {
    required: ['name', 'servers'],
    properties: { name: { type: 'string' }, port: { type: 'integer' }, servers: { type: 'array' } },
  };
  expect(at('na|me = "a"', schema)?.markdown).toContain('**name** — string, required');
  expect(at('po|rt = 1', schema)?.markdown).not.toContain('required');
  expect(at('[[ser|vers]]', schema)?.markdown).toContain('required');
});

test('a key no schema describes shows the type of what is written', () => {
  expect(at('ke|y = 1', null)?.markdown).toBe('**key** — integer');
  expect(at('key = 1979-05-|27', null)?.markdown).toBe('**key** — local date');
  expect(at('key = 1979-05-27T07:32:00Z|', null)?.markdown).toBe('**key** — offset date-time');
  expect(at('ke|y = [1, 2]', null)?.markdown).toBe('**key** — array of integers');
  expect(at('ke|y = [1, "a"]', null)?.markdown).toBe('**key** — array');
  expect(at('[us|er]', null)?.markdown).toBe('**user** — table');
  expect(at('[[us|er]]', null)?.markdown).toBe('**user** — array of tables');
});
