import { parseArgs } from 'node:util';
import { fileId } from '../../core/workspace/files.ts';
import { StrataError, toErrorShape } from '../../shared/contract/errors.ts';
import type { Command } from '../command.ts';
import { withEngine } from '../engine.ts';
import { required } from '../options.ts';
import { pathInWorkspace, versionNumber, workspaceFor } from '../workspace.ts';

export const command: Command = {
  usage: `usage: strata restore FILE VERSION [--dir DIR] [--reason WORDS]

Writes an earlier version of a file as a new one, also of a file that was deleted. Nothing is lost: what the file
holds now is a version too. A version that makes a protected environment invalid needs a reason; it is kept.`,

  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { dir: { type: 'string' }, reason: { type: 'string' } },
      allowPositionals: true,
    });
    const named = required('FILE', positionals[0], this.usage);
    const reason = values.reason === undefined ? {} : { reason: values.reason };
    const version = versionNumber(required('VERSION', positionals[1], this.usage));
    const workspace = workspaceFor(values.dir, named);
    const path = pathInWorkspace(workspace, named);
    return withEngine(workspace, async (engine) => {
      const file = fileId(path);
      const { etag } = await engine.call('document.open', { file }).catch((error: unknown) => {
        throw toErrorShape(error).code === 'NOT_FOUND' ? notListed(path) : error;
      });
      const request = { file, version, etag, ...reason };
      const outcome = await engine.call('history.restore', request).catch((error: unknown) => {
        throw withReasonNamed(error);
      });
      process.stdout.write(
        outcome.outcome === 'unchanged'
          ? `${path} already holds version ${version}.\n`
          : `${path} holds version ${version} again; this is version ${outcome.version}.\n`,
      );
      return 0;
    });
  },
};

/** REASON_REQUIRED with the option that gives one; any other error as it is. */
function withReasonNamed(error: unknown): unknown {
  const shape = toErrorShape(error);
  if (shape.code !== 'REASON_REQUIRED') return error;
  return new StrataError({
    ...shape,
    remedy: 'If it has to be, say why with --reason WORDS; it is kept with the version.',
  });
}

function notListed(path: string): StrataError {
  return new StrataError({
    code: 'NOT_FOUND',
    message: `${path} is not a file of this workspace.`,
    remedy: 'See strata log for the files that have versions.',
    details: { file: path },
  });
}
