import { useEffect, useState } from 'react';
import type { StrataClient } from '../../../shared/contract/client.ts';
import { type ErrorShape, toErrorShape } from '../../../shared/contract/errors.ts';
import type { FileId } from '../../../shared/contract/model.ts';
import type { SchemaChoice, SchemaPick, SchemaStanding } from '../../../shared/contract/schema-model.ts';
import { useApp } from '../../app/context.ts';

export interface SchemaDesk {
  /** Null until it is known. */
  readonly standing: SchemaStanding | null;
  readonly choices: readonly SchemaChoice[] | null;
  /** Why the last thing asked for could not be done. */
  readonly failure: ErrorShape | null;
  /** The address that is being fetched; null while nothing is. */
  readonly busy: string | null;
  readonly pick: (pick: SchemaPick) => void;
  readonly decide: (address: string, agreed: boolean) => void;
  readonly refresh: (address: string) => void;
}

/** The schema of a file (null: of what the layers give together), and everything the user can do about it. */
export function useSchema(file: FileId | null): SchemaDesk {
  const { client } = useApp();
  const [standing, setStanding] = useState<SchemaStanding | null>(null);
  const [choices, setChoices] = useState<readonly SchemaChoice[] | null>(null);
  const [failure, setFailure] = useState<ErrorShape | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const run = (work: (client: StrataClient) => Promise<SchemaStanding>, about: string) => {
    setBusy(about);
    setFailure(null);
    work(client)
      .then(setStanding, (error) => setFailure(toErrorShape(error)))
      .finally(() => setBusy(null));
  };
  useEffect(() => {
    const failed = (error: unknown) => setFailure(toErrorShape(error));
    client.call('schema.standing', { file }).then(setStanding, failed);
    client.call('schema.choices', {}).then((answer) => setChoices(answer.choices), failed);
  }, [client, file]);
  return {
    standing,
    choices,
    failure,
    busy,
    pick: (pick) => run((engine) => engine.call('schema.pick', { file, pick }), ''),
    decide: (address, agreed) =>
      run((engine) => engine.call('schema.decide', { file, address, agreed }), address),
    refresh: (address) => run((engine) => engine.call('schema.refresh', { file, address }), address),
  };
}
