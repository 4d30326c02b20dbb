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
      how: 'a wrong type is marked, and no longer is below `# strata-ignore-file: type`, `#:tombi lint.disabled = true` or what the tool has for it',
      async run(editor) {
        const text = 'name = "a"\nport = "x"\n';
        const isMarked = await editor.problems(text, (all) => all.length > 0);
        const { file } = silencing(editor);
        return isMarked && !(await editor.problems(`${file}\n${text}`, (all) => all.length > 0));
      },
    },
    {
      feature: 'a comment that silences one check of one key',
      how: '`port = 70000 # strata-ignore: range`, or what the tool has for it: of that line and a wrong `level` below, only `level` is marked',
      run: (editor) =>
        editor.problems(
          `name = "a"\nport = 70000 ${silencing(editor).range}\nlevel = "loud"\n`,
          (all) => all.length > 0 && all.every(({ range }) => range.start.line === 3),
        ),
    },
    {
      feature: 'a comment that silences nothing is told',
      how: 'the same comment at a key without a problem is marked',
      run: (editor) =>
        editor.problems(`name = "a"\nport = 1 ${silencing(editor).range}\n`, (all) => all.length > 0),
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
      how: '`taplo/convertToJson` and `taplo/convertToToml`, or commands of the same purpose, make JSON of `a = 1` and TOML of it',
      async run(editor) {
        const isOurs = editor.tool === 'strata';
        const convert = (taplo: string, command: string, input: object) =>
          isOurs
            ? editor.request<Converted>('workspace/executeCommand', { command, arguments: [input] })
            : editor.request<Converted>(taplo, input);
        const { text: json = '' } = await convert('taplo/convertToJson', 'strata.toJson', { text: 'a = 1' });
        const input = isOurs ? { json } : { text: json };
        const { text: toml = '' } = await convert('taplo/convertToToml', 'strata.fromJson', input);
        return JSON.parse(json).a === 1 && /^a = 1$/m.test(toml);
      },
    },
    {
      feature: 'JSON that TOML cannot say is refused with its key',
      how: 'of `{ "a": { "b": null } }` the answer, or its error, names `a.b`',
      async run(editor) {
        const json = '{ "a": { "b": null } }';
        const asked =
          editor.tool === 'strata'
            ? editor.request('workspace/executeCommand', {
                command: 'strata.fromJson',
                arguments: [{ json }],
              })
            : editor.request('taplo/convertToToml', { text: json });
        const answer = await asked.catch((error: unknown) =>
          error instanceof Error ? error.message : error,
        );
        return JSON.stringify(answer).includes('a.b');
      },
    },
  ] satisfies Check[],
};

interface Converted {
  readonly text?: string;
}

/** The comments that silence the wrong type of a file and the range of one key, by the documentation of each tool. */
function silencing({ tool }: Editor): { readonly file: string; readonly range: string } {
  switch (tool) {
    case 'strata':
      return { file: '# strata-ignore-file: type', range: '# strata-ignore: range' };
    case 'tombi':
      return {
        file: '#:tombi lint.disabled = true',
        range: '# tombi: lint.rules.integer-maximum.disabled = true',
      };
    default:
      // taplo documents none (its issues 468 and 822 ask for one); a comment stands for it.
      return { file: '# lint: disabled', range: '# lint: disabled' };
  }
}

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
