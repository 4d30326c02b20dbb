/** Files that are layers of one configuration: a manifest, `global.toml`, and one file per environment. */
import type { InlayHint, Location, WorkspaceEdit } from 'vscode-languageserver/node';
import type { Group } from './check.ts';
import { type Editor, editsByFile, messageOf, offersValue } from './editor.ts';

const PRODUCTION = 'config/production.toml';
const SCHEMA_LINE = '#:schema ../service.schema.json\n';

export const layers: Group = {
  title: 'Layers',
  folder: 'layered',
  checks: [
    {
      feature: 'a layer need not hold every required key',
      how: '`production.toml` has a wrong type and no `name`, which `global.toml` sets: the wrong type is its only problem',
      run: (editor) =>
        editor.problems(
          `${SCHEMA_LINE}port = "x"\n`,
          (all) => all.length === 1 && all[0]?.range.start.line === 1,
          PRODUCTION,
        ),
    },
    {
      feature: 'a key that no layer sets is missed',
      how: '`server.host` taken out of `global.toml` is missed there or in `production.toml`',
      run: (editor) =>
        editor.problems(
          editor.read('config/global.toml').replace(/host = .*\n/, 'backlog = 1\n'),
          (all) => all.some((each) => messageOf(each).includes('host')),
          'config/global.toml',
        ),
    },
    {
      feature: 'values of the other layers are offered',
      how: '`port = |` in `production.toml` offers the 8001 of `global.toml`',
      run: async (editor) =>
        offersValue(
          await editor.complete(`${SCHEMA_LINE}port = |\n`, { bare: true, file: PRODUCTION }),
          '8001',
        ),
    },
    {
      feature: 'hover tells the value an environment really gets',
      how: '`port` in `global.toml` tells of the 8002 in production',
      run: async (editor) =>
        (
          await editor.hover(editor.read('config/global.toml').replace('port', 'po|rt'), 'config/global.toml')
        ).includes('8002'),
    },
    {
      feature: 'a value that is overridden is marked',
      how: 'a hint at `port` in `global.toml`',
      async run(editor) {
        const place = await editor.given(editor.read('config/global.toml'), 'config/global.toml');
        const hints = await editor.ask<InlayHint[] | null>('inlayHint', place, {
          range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
        });
        return hints?.some(({ position }) => position.line === 2) === true;
      },
    },
    {
      feature: 'find where else a key is set',
      how: '`references` of `port` finds two files',
      async run(editor) {
        const found = await editor.ask<Location[] | null>('references', await atPort(editor), {
          context: { includeDeclaration: true },
        });
        return new Set(found?.map(({ uri }) => uri)).size >= 2;
      },
    },
    {
      feature: 'go to the layer that wins',
      how: '`definition` of `port` in `global.toml` leads to `production.toml`',
      async run(editor) {
        const found = await editor.ask<Location | Location[] | null>('definition', await atPort(editor));
        return JSON.stringify(found).includes('production.toml');
      },
    },
    {
      feature: 'rename a key in every layer',
      how: '`rename` of `port` changes both files in one go',
      async run(editor) {
        const edit = await editor.ask<WorkspaceEdit | null>('rename', await atPort(editor), {
          newName: 'gate',
        });
        return editsByFile(edit).size >= 2;
      },
    },
  ],
};

function atPort(editor: Editor) {
  return editor.given(editor.read('config/global.toml').replace('port', 'po|rt'), 'config/global.toml');
}
