import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createTwoFilesPatch } from 'diff';
import { StrataError } from '../../shared/contract/errors.ts';
import type { CompareSide, WorkspaceSnapshot } from '../../shared/contract/model.ts';
import type { Command } from '../command.ts';
import { withEngine } from '../engine.ts';
import { pathInWorkspace, versionNumber, workspaceFor } from '../workspace.ts';

export const command: Command = {
  usage: `usage: strata diff A B | A..B [--service S] [--dir DIR] [--json]

Compares files, versions and environments alike: production..staging, config/app.toml@12, 12, config/app.toml.
Exit code 1 when they differ.`,

  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        dir: { type: 'string' },
        service: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const [left, right] = sides(positionals, this.usage);
    const workspace = workspaceFor(
      values.dir,
      [left, right].find((word) => existsSync(word)),
    );
    return withEngine(workspace, async (engine, snapshot) => {
      const side = (word: string) => readSide(word, workspace, snapshot, values.service ?? null);
      const comparison = await engine.call('compare.sides', { left: side(left), right: side(right) });
      if (values.json) {
        process.stdout.write(
          `${JSON.stringify({ left: comparison.left.title, right: comparison.right.title, keys: comparison.keys }, null, 2)}\n`,
        );
      } else if (comparison.left.text !== comparison.right.text) {
        process.stdout.write(
          createTwoFilesPatch(
            comparison.left.title,
            comparison.right.title,
            comparison.left.text,
            comparison.right.text,
          ),
        );
      }
      return comparison.left.text === comparison.right.text ? 0 : 1;
    });
  },
};

function sides(words: readonly string[], usage: string): [string, string] {
  const [first, second] = words;
  if (first !== undefined && second !== undefined) return [first, second];
  const range = first?.split('..');
  if (range?.length === 2 && range[0] && range[1]) return [range[0], range[1]];
  throw new StrataError({
    code: 'BAD_REQUEST',
    message: 'strata diff needs two sides.',
    remedy: usage.split('\n')[0] ?? usage,
  });
}

/** An environment (or alias), a version (`12`), a file's version (`path@12`), or a file. */
function readSide(
  word: string,
  workspace: string,
  snapshot: WorkspaceSnapshot,
  service: string | null,
): CompareSide {
  const environment = snapshot.environments.find(
    ({ name, aliases }) => name === word || aliases.includes(word),
  );
  if (environment !== undefined) return { kind: 'environment', environment: environment.name, service };
  if (/^@?\d+$/.test(word)) return { kind: 'version', version: versionNumber(word) };
  const version = /@(\d+)$/.exec(word)?.[1];
  if (version !== undefined) return { kind: 'version', version: versionNumber(version) };
  const path = existsSync(word) ? pathInWorkspace(workspace, word) : word;
  const file = snapshot.files.find((each) => each.path === path);
  if (file !== undefined) return { kind: 'saved', file: file.id };
  throw new StrataError({
    code: 'NOT_FOUND',
    message: `"${word}" is neither an environment, nor a version, nor a file of this workspace.`,
    remedy: `Environments: ${snapshot.environments.map(({ name }) => name).join(', ') || 'none'}.`,
  });
}
