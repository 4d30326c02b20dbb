/** A document on its way through the steps of one edit. */
import { applyReplacements, ChangeLog, type TextReplacement } from '../../text/replacements.ts';
import { parse, type TomlDocument } from '../index.ts';
import { type Habits, readHabits } from './habits.ts';
import { Outline } from './outline.ts';

export class Draft {
  /** How the text was written before the first step. */
  readonly habits: Habits;
  readonly #log: ChangeLog;
  readonly #isUnended: boolean;
  #document: TomlDocument;
  /** Made when it is asked for: the last step needs none. */
  #outline: Outline | undefined;

  constructor(document: TomlDocument) {
    this.#document = document;
    this.#log = new ChangeLog(document.text);
    this.#isUnended = /[^\r\n\ufeff]$/.test(document.text);
    this.habits = readHabits(this.outline);
  }

  get document(): TomlDocument {
    return this.#document;
  }

  get outline(): Outline {
    this.#outline ??= new Outline(this.#document);
    return this.#outline;
  }

  /** Makes one step, told in ascending offsets of the document as it is now, and reads the result. */
  replace(changes: readonly TextReplacement[]): void {
    const effective = changes.filter(({ start, end, text }) => start < end || text !== '');
    if (effective.length === 0) return;
    this.#log.apply(effective);
    const { version, text } = this.#document;
    this.#document = parse(applyReplacements(text, effective), { version });
    this.#outline = undefined;
  }

  /** All steps as one. A text whose last line had no break ends without one, even when a step had emptied it. */
  changes(): TextReplacement[] {
    const { text } = this.#document;
    const added = /[\r\n]+$/.exec(text);
    if (this.#isUnended && added !== null) this.replace([{ start: added.index, end: text.length, text: '' }]);
    return this.#log.changes();
  }
}
