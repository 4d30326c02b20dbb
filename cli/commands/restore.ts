import { parseArgs } from 'node:util';
import { StrataError } from '../../shared/contract/errors.ts';
import type { Command } from '../command.ts';
import { withEngine } from '../engine.ts';
import { required } from '../options.ts';
import { pathInWorkspace, versionNumber, workspaceFor } from '../workspace.ts';

export const command: Command = {
  usage: `usage: strata restore FILE VERSION [--dir DIR]

Writes an earlier version of a file as a new one. Nothing is lost: what the file holds now is a version too.`,

  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { dir: { type: 'string' } },
      allowPositionals: true,
    });
    const named = required('FILE', positionals[0], this.usage);
    const version = versionNumber(required('VERSION', positionals[1], this.usage));
    const workspace = workspaceFor(values.dir, named);
    const path = pathInWorkspace(workspace, named);
    return withEngine(workspace, async (engine, snapshot) => {
      const file = snapshot.files.find((each) => each.path === path);
      if (file === undefined) throw notListed(path);
      const { etag } = await engine.call('document.open', { file: file.id });
      const outcome = await engine.call('history.restore', { file: file.id, version, etag });
      process.stdout.write(
        outcome.outcome === 'unchanged'
          ? `${path} already holds version ${version}.\n`
          : `${path} holds version ${version} again; this is version ${outcome.version}.\n`,
      );
      return 0;
    });
  },
};

function notListed(path: string): StrataError {
  return new StrataError({
    code: 'NOT_FOUND',
    message: `${path} is not a file of this workspace.`,
    remedy: 'See strata log for the files that have versions.',
    details: { file: path },
  });
}
