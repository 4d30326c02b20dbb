/** What is changed for the user: quick fixes, rewrites, formatting, renaming. */
import type { Check, Group } from './check.ts';
import { SCHEMA_LINE } from './editor.ts';

const WHOLE = { options: { tabSize: 2, insertSpaces: true } };

export const fixes: Group = {
  title: 'Quick fixes',
  folder: 'plain',
  checks: [
    fix('rename to the key that was meant', 'name = "a"\npr|ot = 1\n', 'port = 1'),
    fix('replace by the value that was meant', 'name = "a"\nlevel = "in|of"\n', 'level = "info"'),
    fix('convert the type', 'name = "a"\nport = "8|0"\n', 'port = 80'),
    fix('put quotes around a bare text', 'name = b|illing\n', 'name = "billing"'),
    fix('add missing required keys', 'po|rt = 1\n', /name = /),
    fix('remove an unknown key', 'name = "a"\ncol|our = 1\n', (text) => !text.includes('colour')),
    fix('remove a duplicate', 'name = "a"\nna|me = "b"\n', (text) => text.split('name').length === 2),
    fix('make TOML 1.1 syntax 1.0', 'name = "a"\nserver = { host = "a",| }\n', /"a" ?\}/),
    fix('inline table to table', 'name = "a"\nser|ver = { host = "a" }\n', /\[server\]\nhost = "a"/),
    fix('inline table to dotted keys', 'name = "a"\nser|ver = { host = "a" }\n', /server\.host = "a"/),
    fix('table to inline table', 'name = "a"\n\n[ser|ver]\nhost = "a"\n', /server = \{ ?host = "a" ?\}/),
    fix('dotted keys to table', 'name = "a"\nser|ver.host = "a"\n', /\[server\]\nhost = "a"/),
    fix('dotted keys to inline table', 'name = "a"\nserver.ho|st = "a"\n', /server = \{ ?host = "a" ?\}/),
    {
      feature: 'fix everything at once',
      how: 'the action `source.fixAll` mends two wrong types',
      async run(editor) {
        const place = await editor.given(`${SCHEMA_LINE}name = "a"\nport = "80"\nverbose = "true"\n`);
        const actions = await editor.request<{ kind?: string; edit?: unknown }[] | null>(
          'textDocument/codeAction',
          {
            textDocument: { uri: place.uri },
            range: { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } },
            context: { diagnostics: editor.server.problems(place.path) ?? [], only: ['source.fixAll'] },
          },
        );
        return (
          actions?.some(({ kind, edit }) => kind?.startsWith('source.fixAll') === true && edit != null) ===
          true
        );
      },
    },
  ],
};

export const formatting: Group = {
  title: 'Formatting',
  folder: 'plain',
  checks: [
    formats('spacing', 'name="a"\nport   =  1\n', /name = "a"\nport = 1\n/),
    formats('comments stay', 'name="a"   # why\n# above\nport=1\n', /name = "a" +# why\n# above\nport = 1\n/),
    formats('long arrays are broken', `tags = [${Array(30).fill('"web"').join(', ')}]\n`, /tags = \[\n/),
    formats('blank lines', 'name = "a"\n\n\n\n\nport = 1\n', /"a"\n\n?\n?port/),
    {
      feature: 'of a selection',
      how: 'the second line is formatted, the first is not',
      async run(editor) {
        const place = await editor.given(`${SCHEMA_LINE}name="a"\nport=1\n`);
        const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 6 } };
        const text = await editor.changed('rangeFormatting', place, { ...WHOLE, range });
        return text.includes('name="a"') && text.includes('port = 1');
      },
    },
    {
      feature: 'a file with a syntax error is left alone',
      how: '`name = ⏎port=1` gives no changes, or an error that says why',
      async run(editor) {
        const place = await editor.given(`${SCHEMA_LINE}name = \nport=1\n`);
        const text = await editor.changed('formatting', place, WHOLE).catch(() => place.text);
        return text === place.text;
      },
    },
  ],
};

export const renaming: Group = {
  title: 'Renaming',
  folder: 'plain',
  checks: [
    {
      feature: 'a key in its file',
      how: '`[server]` and `[server.tls]` become `[host]` and `[host.tls]`',
      async run(editor) {
        const place = await editor.given(`${SCHEMA_LINE}[ser|ver]\nhost = "a"\n[server.tls]\ncert = "a"\n`);
        const text = await editor.changed('rename', place, { newName: 'other' });
        return text.includes('[other]') && text.includes('[other.tls]');
      },
    },
    {
      feature: 'says what would be renamed',
      how: '`prepareRename` answers with the range of the key',
      async run(editor) {
        const place = await editor.given(`${SCHEMA_LINE}po|rt = 1\n`);
        return (await editor.ask('prepareRename', place)) !== null;
      },
    },
    {
      feature: 'quotes a name that needs it',
      how: '`port` renamed to `my port` becomes `"my port"`',
      async run(editor) {
        const place = await editor.given(`${SCHEMA_LINE}po|rt = 1\n`);
        return (await editor.changed('rename', place, { newName: 'my port' })).includes('"my port" = 1');
      },
    },
  ],
};

function fix(
  feature: string,
  marked: string,
  expected: string | RegExp | ((text: string) => boolean),
): Check {
  const judge =
    typeof expected === 'function'
      ? expected
      : (text: string) => (typeof expected === 'string' ? text.includes(expected) : expected.test(text));
  const shown = typeof expected === 'function' ? 'one offer mends it' : `one offer gives \`${expected}\``;
  return {
    feature,
    how: `\`${marked.trimEnd().replaceAll('\n', '⏎')}\` ${shown}`,
    run: async (editor) => (await editor.fixed(marked)).some(judge),
  };
}

function formats(feature: string, text: string, expected: RegExp): Check {
  return {
    feature,
    how: `\`${text.trimEnd().replaceAll('\n', '⏎').slice(0, 60)}\` gives \`${expected}\``,
    async run(editor) {
      return expected.test(await editor.changed('formatting', await editor.given(SCHEMA_LINE + text), WHOLE));
    },
  };
}
