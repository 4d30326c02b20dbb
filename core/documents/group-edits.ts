/**
 * Changes of several buffers as one step: all or nothing, and put back the same way.
 *
 * Files that are not open are read first. From then on nothing waits: every buffer is checked, then all are changed,
 * so no change of anybody else comes between.
 */
import type { AppliedEdits, FileEdit } from '../../shared/contract/edit-model.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type { FileId } from '../../shared/contract/model.ts';
import { checksum } from '../../shared/text/checksum.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import type { TextReplacement } from '../../shared/text/replacements.ts';
import type { TextChange } from '../../shared/text/text.ts';
import type { WorkspaceFile } from '../workspace/files.ts';
import { isDirty, type OpenDocument } from './document.ts';
import type { Documents, LoadedDocument } from './documents.ts';
import { replacementsOf, type StepBack, stepBack, wayBack } from './step-back.ts';

/** Older steps cannot be put back any more; each holds the texts of its files. */
const REMEMBERED_STEPS = 50;

export interface GroupEditsHost {
  readonly documents: Documents;
  /** NOT_FOUND for what is no file of the workspace. */
  file(id: FileId): WorkspaceFile;
  /** The file has a buffer from now on. */
  opened(file: WorkspaceFile): void;
}

/** A step that can be put back. */
interface Step {
  readonly label: string;
  readonly files: readonly { readonly file: WorkspaceFile; readonly back: StepBack }[];
}

/** A buffer that is open, or can be. */
interface Reached {
  readonly document: OpenDocument;
  /** Null where it was open already. */
  readonly loaded: LoadedDocument | null;
}

interface Planned extends Reached {
  /** In the text before any of them, ascending. */
  readonly replacements: readonly TextReplacement[];
}

export class GroupEdits {
  readonly #host: GroupEditsHost;
  readonly #steps = new Map<string, Step>();
  #lastStep = 0;

  constructor(host: GroupEditsHost) {
    this.#host = host;
  }

  /** Changes all the files or none; errors as `document.applyEdits` in the contract says. */
  async apply(edits: readonly FileEdit[], label: string): Promise<AppliedEdits> {
    const files = edits.map(({ file }) => this.#host.file(file));
    const twice = files.find(({ id }, index) => files.findIndex((other) => other.id === id) < index);
    if (twice !== undefined) throw unfit(twice, 'It is named twice.');
    return this.#reaching(files, (reached) => {
      const planned = reached.map((one, index): Planned => {
        const { version = null, checksum: sum, changes = [] } = edits[index] ?? {};
        requireText(one, version, sum);
        this.#requireWritable(one.document);
        return { ...one, replacements: inOrder(one.document, changes) };
      });
      return this.#perform(planned, label);
    });
  }

  /** Puts a step back; NOT_FOUND when it was put back already or is too long ago. */
  async undo(id: string): Promise<AppliedEdits> {
    const step = this.#steps.get(id);
    if (step === undefined) throw forgotten();
    const backs = new Map(step.files.map(({ file, back }) => [file.id, back]));
    return this.#reaching(
      step.files.map(({ file }) => file),
      (reached) => {
        if (!this.#steps.has(id)) throw forgotten();
        const planned = reached.flatMap((one): Planned[] => {
          const { file, text } = one.document;
          const back = backs.get(file.id);
          // Whoever put one file back by hand has done our work there.
          if (back === undefined || text === back.before) return [];
          const replacements = wayBack(back, text);
          if (replacements === null) throw typedOver(file, step.label);
          this.#requireWritable(one.document);
          return [{ ...one, replacements }];
        });
        const applied = this.#perform(planned, step.label);
        this.#steps.delete(id);
        return applied;
      },
    );
  }

  /** Runs `work` on the buffers of files, those not open read and ready, while nothing else reads or writes them. */
  async #reaching<T>(files: readonly WorkspaceFile[], work: (reached: readonly Reached[]) => T): Promise<T> {
    const { documents } = this.#host;
    const reach = async (file: WorkspaceFile) =>
      documents.get(file.id) === undefined ? documents.load(file) : null;
    // One order for everybody, so that no two wait for each other.
    const queue = files.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    const enter = (index: number): Promise<T> => {
      const file = queue[index];
      if (file !== undefined) return documents.exclusively(file.id, () => enter(index + 1));
      return Promise.all(files.map(reach)).then((loaded) =>
        work(
          files.map(({ id }, at) => {
            const fresh = loaded[at] ?? null;
            const document = fresh === null ? documents.require(id) : fresh.document;
            return { document, loaded: fresh };
          }),
        ),
      );
    };
    return enter(0);
  }

  #perform(planned: readonly Planned[], label: string): AppliedEdits {
    const { documents } = this.#host;
    for (const { loaded } of planned) {
      if (loaded === null) continue;
      this.#host.opened(documents.adopt(loaded).file);
    }
    const files = planned.map(({ document, replacements }) => ({
      file: document.file,
      back: stepBack(document, replacements),
    }));
    documents.changeTogether(
      planned.map(({ document, replacements }) => ({ document, changes: asTyped(document, replacements) })),
      EVERYBODY,
    );
    return {
      undo: this.#remember({ label, files }),
      label,
      files: planned.map(({ document }) => ({
        file: document.file.id,
        path: document.file.path,
        version: document.version,
        dirty: isDirty(document),
      })),
    };
  }

  #remember(step: Step): string {
    this.#lastStep += 1;
    const id = `step-${this.#lastStep}`;
    this.#steps.set(id, step);
    const [oldest] = this.#steps.keys();
    if (this.#steps.size > REMEMBERED_STEPS && oldest !== undefined) this.#steps.delete(oldest);
    return id;
  }

  #requireWritable(document: OpenDocument): void {
    this.#host.documents.requireEditable(document);
    if (!document.readOnly) return;
    const { file } = document;
    throw new StrataError({
      code: 'READ_ONLY',
      message: `${file.path} is read-only, so nothing was changed.`,
      remedy: 'Allow writing to it, then try again.',
      details: { file: file.id, path: file.path },
    });
  }
}

/** No client's name: not even the one that asked has these changes on screen yet. */
const EVERYBODY = '';

/** OUT_OF_SYNC unless the buffer holds the text that the changes were worked out on. */
function requireText({ document, loaded }: Reached, version: number | null, sum: string | undefined): void {
  const isSame =
    version === null ? checksum(document.text) === sum : loaded === null && document.version === version;
  if (isSame) return;
  const { file } = document;
  const [what, remedy] = whatIsInTheWay(document, loaded);
  throw new StrataError({
    code: 'OUT_OF_SYNC',
    message: `${file.path} ${what}, so nothing was changed anywhere.`,
    remedy,
    details: { file: file.id, path: file.path },
  });
}

/** Trying again helps only where the changes can be worked out on the newest text. */
function whatIsInTheWay(
  document: OpenDocument,
  loaded: LoadedDocument | null,
): [what: string, remedy: string] {
  if (document.tier !== 'full' && isDirty(document)) {
    return ['has unsaved changes and is too large to be followed as you type', 'Save it, then try again.'];
  }
  if (loaded !== null && loaded.draft !== null) {
    return ['has unsaved work of an earlier session', 'Open it, then try again.'];
  }
  return ['was changed meanwhile', 'Try again with the newest texts.'];
}

/** BAD_REQUEST when changes overlap. */
function inOrder(document: OpenDocument, changes: readonly TextChange[]): readonly TextReplacement[] {
  const replacements = replacementsOf(document, changes);
  const overlaps = replacements.some(({ start }, index) => start < (replacements[index - 1]?.end ?? 0));
  if (overlaps) throw unfit(document.file, 'Some of them overlap.');
  return replacements;
}

/** As an editor tells them: the last first, so that each applies to the result of the one before. */
function asTyped({ text }: OpenDocument, replacements: readonly TextReplacement[]): TextChange[] {
  const lines = new LineIndex(text);
  return replacements
    .map((replacement) => ({ range: lines.rangeOf(replacement), text: replacement.text }))
    .reverse();
}

function unfit({ id, path }: WorkspaceFile, reason: string): StrataError {
  return new StrataError({
    code: 'BAD_REQUEST',
    message: `The changes of ${path} cannot be made together. ${reason}`,
    details: { file: id, path },
  });
}

function typedOver({ id, path }: WorkspaceFile, label: string): StrataError {
  return new StrataError({
    code: 'CONFLICT',
    message: `“${label}” was not undone: ${path} was changed in the same place since.`,
    remedy: 'Undo that change in the file first. Every version is in History.',
    details: { file: id, path },
  });
}

function forgotten(): StrataError {
  return new StrataError({
    code: 'NOT_FOUND',
    message: 'This change was undone already, or too many others were made since.',
    remedy: 'Use History to bring earlier versions back.',
  });
}
