/** What a rename would change while its name is typed, and making it. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { RenamePreview } from '../../shared/contract/edit-model.ts';
import { type ErrorShape, toErrorShape } from '../../shared/contract/errors.ts';
import { useApp } from '../app/context.ts';
import { applyEdits } from '../app/group-edits.ts';
import { editorPlace } from '../editor/models.ts';
import { createLatest } from '../state/latest.ts';
import type { Questions } from './questions.ts';

type About = Questions['rename']['about'];
type Renamed = NonNullable<Questions['rename']['answer']>;

interface Wanted {
  readonly place: About['place'];
  readonly name: string;
  readonly schema: boolean;
}

interface Answer {
  readonly wanted: Wanted;
  readonly preview: RenamePreview | null;
  readonly failure: ErrorShape | null;
}

/** Until the text is asked for again that somebody else changes at this moment. */
const RETRY_MS = 100;

export interface Rename {
  readonly name: string;
  setName(name: string): void;
  readonly inSchema: boolean;
  setInSchema(inSchema: boolean): void;
  /** The newest there is; of an earlier name while `isCurrent` is false, or the new one cannot be. */
  readonly preview: RenamePreview | null;
  readonly failure: ErrorShape | null;
  /** Why nothing was renamed although it was asked for; the preview is a new one. */
  readonly interruption: ErrorShape | null;
  /** Whether preview or failure are about what is typed now. */
  readonly isCurrent: boolean;
  /** Makes the rename as soon as the preview of what is typed is there. */
  submit(): void;
  /** Asked for and not done yet. */
  readonly isBusy: boolean;
}

export function useRename({ place: begun, target }: About, done: (renamed: Renamed) => void): Rename {
  const { client } = useApp();
  const [place, setPlace] = useState(begun);
  const [name, setName] = useState(target.name);
  const [schema, setSchema] = useState(true);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [shown, setShown] = useState<RenamePreview | null>(null);
  const [phase, setPhase] = useState<'typing' | 'submitted' | 'applying'>('typing');
  const [interruption, setInterruption] = useState<ErrorShape | null>(null);

  const ask = useMemo(
    () =>
      createLatest(
        ({ place: at, name: to, schema: inSchema }: Wanted) =>
          client.call('language.rename', { ...at, to, schema: inSchema }),
        (preview, wanted) => {
          const isSame = preview.from === target.path;
          setAnswer(
            isSame ? { wanted, preview, failure: null } : { wanted, preview: null, failure: moved(target) },
          );
          if (isSame) setShown(preview);
        },
        (error, wanted) => setAnswer({ wanted, preview: null, failure: toErrorShape(error) }),
      ),
    [client, target],
  );
  useEffect(() => ask({ place, name, schema }), [ask, place, name, schema]);

  /** The texts changed: the cursor moved with them, and the preview is made anew. */
  const lookAgain = useCallback(async () => {
    // Out of reach: that is told when the preview is asked for.
    const now = await editorPlace().catch(() => null);
    setPlace(now ?? { ...begun });
  }, [begun]);
  const isCurrent =
    answer !== null &&
    answer.wanted.place === place &&
    answer.wanted.name === name &&
    answer.wanted.schema === schema;
  const isOutOfStep = answer?.failure?.code === 'OUT_OF_SYNC' && isCurrent;
  useEffect(() => {
    if (!isOutOfStep) return;
    const timer = setTimeout(() => void lookAgain(), RETRY_MS);
    return () => clearTimeout(timer);
  }, [isOutOfStep, lookAgain]);

  const apply = useCallback(
    async ({ from, to, files }: RenamePreview) => {
      const edits = files.map(({ file, version, checksum, changes }) => ({
        file,
        version,
        checksum,
        changes: [...changes],
      }));
      const applied = await applyEdits(client, edits, `Rename ${from} to ${to}`);
      done({ applied, from, to });
    },
    [client, done],
  );
  useEffect(() => {
    if (phase !== 'submitted' || !isCurrent || isOutOfStep) return;
    const isPossible = answer.preview !== null && answer.preview.files.length > 0;
    setPhase(isPossible ? 'applying' : 'typing');
    if (answer.preview === null || !isPossible) return;
    apply(answer.preview).catch(async (error: unknown) => {
      setPhase('typing');
      const failure = toErrorShape(error);
      if (failure.code !== 'OUT_OF_SYNC') return setAnswer({ ...answer, preview: null, failure });
      setInterruption(failure);
      const file = failure.details?.file;
      // Earlier unsaved work comes up with the file, and the preview has to count it.
      if (typeof file === 'string') await client.call('document.open', { file }).catch(() => {});
      await lookAgain();
    });
  }, [phase, isCurrent, isOutOfStep, answer, apply, client, lookAgain]);

  return {
    name,
    setName,
    inSchema: schema,
    setInSchema: setSchema,
    preview: shown,
    failure: isCurrent && !isOutOfStep ? answer.failure : null,
    interruption,
    isCurrent: isCurrent && !isOutOfStep,
    submit() {
      setInterruption(null);
      setPhase((before) => (before === 'typing' ? 'submitted' : before));
    },
    isBusy: phase !== 'typing',
  };
}

function moved({ path }: About['target']): ErrorShape {
  return {
    code: 'NOT_FOUND',
    message: `${path} is not under the cursor any more.`,
    remedy: 'Close this, put the cursor on the key and start again.',
  };
}
