/** Configuration of the tools themselves, the web, and what goes beyond TOML files in general. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Location } from 'vscode-languageserver/node';
import type { Check, Group } from './check.ts';
import { type Editor, offersKeys } from './editor.ts';

/** Longer than a server needs to fetch a schema from this machine. */
const FETCH_LIMIT_MS = 1_000;

/** Each folder holds the configuration of all three, in files that the others do not read. */
export const configured: Group = {
  title: 'Settings of a project',
  folder: 'configured',
  checks: [
    {
      feature: 'schema by file name, without a comment in the file',
      how: 'the config file gives `service.schema.json` to `app.toml`; `port = "x"` is marked there',
      run: (editor) =>
        editor.problems(
          'name = "a"\nport = "x"\n',
          (all) => all.some(({ range }) => range.start.line === 1),
          'app.toml',
        ),
    },
    {
      feature: 'rules of formatting',
      how: 'the config file asks for four blanks; a broken array is indented by four',
      async run(editor) {
        const place = await editor.given('name = "a"\ntags = [\n  # why\n  "web",\n]\n', 'app.toml');
        const options = { tabSize: 2, insertSpaces: true };
        return (await editor.changed('formatting', place, { options })).includes('\n    "web"');
      },
    },
    {
      feature: 'TOML 1.1 where the project asks for it',
      how: 'the config file says 1.1; beside a line break in an inline table, only a wrong type is marked',
      run: (editor) =>
        editor.problems(
          'name = "a"\nserver = {\n  host = "a",\n}\nport = "x"\n',
          (all) => all.length === 1 && all[0]?.range.start.line === 4,
          'app.toml',
        ),
    },
    {
      feature: 'formatting sorts keys',
      how: 'the config file or schema asks for an order; `port` and `accent` change places',
      async run(editor) {
        const place = await editor.given('port = 1\naccent = "#fff"\nname = "a"\n', 'app.toml');
        const options = { tabSize: 2, insertSpaces: true };
        const text = await editor.changed('formatting', place, { options });
        return text.indexOf('accent') >= 0 && text.indexOf('accent') < text.indexOf('port');
      },
    },
  ],
};

export const beyond: Group = {
  title: 'Further',
  folder: 'plain',
  checks: [
    {
      feature: 'nothing is fetched from the web unasked',
      how: 'a file that names a schema by `http:` is opened and completed in; the web server is not asked where the user agrees to nothing',
      run: async (editor) => (await onTheWeb(editor, false)).requests === 0,
    },
    {
      feature: 'schemas of the web',
      how: 'the same, where the user agrees to what a message asks; its keys are offered',
      run: async (editor) => (await onTheWeb(editor, true)).offered,
    },
    {
      feature: 'a comment that silences a check',
      how: 'a wrong type is marked, and no longer is below `#:tombi lint.disabled = true` or what the tool has for it',
      async run(editor) {
        const text = 'name = "a"\nport = "x"\n';
        const isMarked = await editor.problems(text, (all) => all.length > 0);
        // Neither taplo nor Strata documents such a comment; theirs stands for none.
        const directive = editor.tool === 'tombi' ? '#:tombi lint.disabled = true' : '# lint: disabled';
        return isMarked && !(await editor.problems(`${directive}\n${text}`, (all) => all.length > 0));
      },
    },
    {
      feature: 'Cargo.toml: from a dependency to its workspace',
      how: '`definition` of `serde.workspace = true` leads to the `Cargo.toml` above',
      async run(editor) {
        const place = await editor.given(
          '[package]\nname = "app"\n\n[dependencies]\nser|de = { workspace = true }\n',
          'rust/app/Cargo.toml',
        );
        const found = await editor.ask<Location | Location[] | null>('definition', place);
        return /rust\/Cargo\.toml/.test(JSON.stringify(found));
      },
    },
    {
      feature: 'a selection to JSON and back',
      how: '`taplo/convertToJson`, or a command of the same purpose, answers',
      async run(editor) {
        const { text } = await editor.request<{ text?: string }>('taplo/convertToJson', { text: 'a = 1' });
        return text !== undefined && 'a' in JSON.parse(text);
      },
    },
  ] satisfies Check[],
};

/** Opens a file with a schema on a web server of this machine. */
async function onTheWeb(editor: Editor, agrees: boolean): Promise<{ requests: number; offered: boolean }> {
  editor.server.agrees = agrees;
  let requests = 0;
  const web = createServer((_request, response) => {
    requests += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ type: 'object', properties: { faraway: { type: 'integer' } } }));
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const { port } = web.address() as AddressInfo;
  try {
    // A name of its own each time: what a server has kept from an earlier run would hide that it fetches.
    const text = `#:schema http://127.0.0.1:${port}/${randomUUID()}.json\n`;
    await editor.given(text);
    await pause(FETCH_LIMIT_MS);
    const offers = await editor.complete(`${text}|`, { bare: true });
    return { requests, offered: offersKeys(offers, 'faraway') };
  } finally {
    web.close();
    web.closeAllConnections();
  }
}
