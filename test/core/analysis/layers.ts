/** A small workspace of layers, and its analysis. */

import { analyseFolder } from '../../../core/analysis/folder.ts';
import type { AnalysisSession } from '../../../core/analysis/session.ts';
import { LineIndex } from '../../../shared/text/lines.ts';
import { applyReplacements } from '../../../shared/text/replacements.ts';
import type { Position, TextChange } from '../../../shared/text/text.ts';
import { folderWith } from '../temporary.ts';

const MANIFEST = `[workspace]
name = "small"
schema = "app.schema.json"

[[layers]]
name = "base"
file = "base.toml"
[[layers]]
name = "overrides"
file = "base.toml"
table = "overrides.{environment}"
[[layers]]
name = "environment"
file = "env/{environment}.toml"
[[layers]]
name = "variables"
variables = { prefix = "APP_", files = [".env"], map = { "db.url" = "DATABASE_URL", "db.pool.size" = "POOL" } }

[environments.dev]
[environments.prod]
`;

const SCHEMA = JSON.stringify(
  {
    properties: {
      server: {
        type: 'object',
        properties: {
          port: { type: 'integer' },
          wait: { 'x-strata-duration': 'ms' },
          token: { 'x-strata-secret': true },
        },
      },
    },
  },
  null,
  2,
);

const OVERRIDES_ONLY = MANIFEST.replace('[[layers]]\nname = "base"\nfile = "base.toml"\n', '').replace(
  'file = "base.toml"\ntable',
  'file = "app.toml"\ntable',
);

export type Files = Readonly<Record<string, string>>;

export interface Workspace {
  readonly session: AnalysisSession;
  readonly files: Files;
}

/** Files beside a manifest whose environments are dev and prod. */
export async function workspace(
  files: Files,
  variables: Readonly<Record<string, string>> = {},
): Promise<Workspace> {
  const all = { 'strata.toml': MANIFEST, 'app.schema.json': SCHEMA, ...files };
  const { session } = await analyseFolder(folderWith(all), variables);
  return { session, files: all };
}

/** The same where the base layer is a table of `app.toml` for each environment. */
export function mountedWorkspace(files: Files): Promise<Workspace> {
  return workspace({ 'strata.toml': OVERRIDES_ONLY, ...files });
}

/** Opens a file that is no layer, as an editor does; the analysis reads no others by itself. */
export function open({ session, files }: Workspace, file: string): void {
  session.buffer(file, 1, files[file] ?? '');
}

/** Where a piece of text stands first in a file. */
export function find({ files }: Workspace, file: string, text: string): Position {
  const content = files[file] ?? '';
  const offset = content.indexOf(text);
  if (offset < 0) throw new Error(`${file} does not hold ${text}`);
  return new LineIndex(content).positionAt(offset);
}

/** The lines of a file that differ after some changes. */
export function changedLines(before: string, changes: readonly TextChange[]): string[] {
  const lines = new LineIndex(before);
  const replacements = changes.map(({ range, text }) => ({ ...lines.spanOf(range), text }));
  const old = before.split('\n');
  return applyReplacements(before, replacements)
    .split('\n')
    .filter((line, index) => line !== old[index]);
}
