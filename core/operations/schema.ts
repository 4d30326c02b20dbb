/** Choosing schemas, in the words of the contract. */
import { join } from 'node:path';
import { StrataError } from '../../shared/contract/errors.ts';
import type { SchemaStanding } from '../../shared/contract/schema-model.ts';
import type { schemaOperations } from '../../shared/contract/schema-operations.ts';
import { isRemote } from '../../shared/schema/association.ts';
import { bundledSchema } from '../schemas/bundled.ts';
import { schemaChoices } from '../schemas/choices.ts';
import { pickSubject, schemaStanding } from '../schemas/standing.ts';
import { fileId } from '../workspace/files.ts';
import { readQuietly, textOf } from '../workspace/load.ts';
import type { OpenWorkspace } from '../workspace/open-workspace.ts';
import type { EngineParts, Handlers } from './index.ts';
import { opened } from './opened.ts';

export const schemaHandlers: Pick<Handlers, keyof typeof schemaOperations> = {
  'schema.standing': async (parts, { file }) => standing(parts, file),
  'schema.choices': async (parts) => {
    const { loaded } = opened(parts);
    return {
      choices: await schemaChoices({
        scanned: loaded.scan.files,
        read: async (path) => textOf(await readQuietly(absolute(opened(parts), path))),
        idOf: fileId,
      }),
    };
  },
  'schema.pick': async (parts, { file, pick }) => {
    const workspace = opened(parts);
    const subject = pickSubject(workspace.loaded, pathOf(workspace, file));
    const address = pick.kind === 'schema' ? addressOf(workspace, pick.id) : null;
    kept(() => workspace.library.pick(workspace.root, subject, pick.kind === 'drop' ? null : { address }));
    await workspace.reload();
    return standing(parts, file);
  },
  'schema.decide': async (parts, { file, address, agreed }) => {
    const workspace = opened(parts);
    requireKnown(workspace, address);
    kept(() => workspace.library.decide(address, agreed ? 'agreed' : 'declined'));
    // A failure is part of what is told: the user agreed, and the address may answer later.
    if (agreed && isRemote(address)) await workspace.library.fetch(address).catch(expected);
    await workspace.reload();
    return standing(parts, file);
  },
  'schema.refresh': async (parts, { file, address }) => {
    const workspace = opened(parts);
    requireKnown(workspace, address);
    try {
      await workspace.library.fetch(address);
    } finally {
      await workspace.reload();
    }
    return standing(parts, file);
  },
};

function standing(parts: EngineParts, file: string | null): SchemaStanding {
  const workspace = opened(parts);
  return schemaStanding(workspace.loaded, pathOf(workspace, file));
}

/** A file that has gone meanwhile counts as none: the question is asked again with the next one in front. */
function pathOf(workspace: OpenWorkspace, file: string | null): string | null {
  return file !== null && workspace.hasFile(file) ? workspace.file(file).path : null;
}

/** Only what was offered can be picked: a file of the workspace by its id, or a schema shipped with the product. */
function addressOf({ loaded }: OpenWorkspace, id: string): string {
  const path = loaded.scan.files.find((each) => fileId(each) === id);
  const address = path ?? bundledSchema(id)?.address;
  if (address !== undefined) return address;
  throw new StrataError({
    code: 'NOT_FOUND',
    message: 'This schema is not part of the opened workspace.',
    remedy: 'It may have been deleted or renamed; pick another one.',
  });
}

/** Nobody can make the engine fetch what the workspace does not name. */
function requireKnown({ loaded }: OpenWorkspace, address: string): void {
  if (loaded.schemas.foreign.has(address)) return;
  throw new StrataError({
    code: 'NOT_FOUND',
    message: `No schema of this workspace is at ${address}.`,
    remedy: 'The file that named it may have changed; look again.',
    details: { address },
  });
}

function kept(decide: () => void): void {
  try {
    decide();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StrataError(
      {
        code: 'IO_ERROR',
        message: `The decision was not kept: ${reason}.`,
        remedy: 'See that the data folder of Strata can be written.',
      },
      { cause },
    );
  }
}

function expected(error: unknown): void {
  if (!(error instanceof StrataError)) throw error;
}

function absolute({ root }: OpenWorkspace, path: string): string {
  return join(root, ...path.split('/'));
}
