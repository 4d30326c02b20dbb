/**
 * What an editor asks about one open file. Each question names the version of the buffer it is about; OUT_OF_SYNC
 * when the engine has another one by then, TOO_LARGE for a file that is not analysed as one types.
 */
import { z } from 'zod';
import * as language from './language-model.ts';
import { FileId, Position, Range } from './model.ts';
import { operation } from './operation.ts';

/** As many cursors as an editor has at most. */
const CURSOR_LIMIT = 10_000;

/** UTF-16 units; more than this belongs into a file of its own. */
const JSON_LIMIT = 4 * 1024 * 1024;

const text = { file: FileId, version: z.number().int() };
const place = { ...text, position: Position };
const selection = { environment: z.string().max(200), service: z.string().max(200).nullable() };
/** Null for the whole file. */
const within = { range: Range.nullable() };

export const languageOperations = {
  'language.symbols': operation(
    'POST',
    '/language/symbols',
    'The outline of a file.',
    z.object(text).strict(),
    z.object({ symbols: z.array(language.DocumentSymbol) }),
  ),
  'language.folds': operation(
    'POST',
    '/language/folds',
    'What can be folded, by where it begins.',
    z.object(text).strict(),
    z.object({ folds: z.array(language.Fold) }),
  ),
  'language.selectionRanges': operation(
    'POST',
    '/language/selection-ranges',
    'For each position the ranges around it, the smallest first.',
    z.object({ ...text, positions: z.array(Position).max(CURSOR_LIMIT) }).strict(),
    z.object({ ranges: z.array(z.array(Range)) }),
  ),
  'language.links': operation(
    'POST',
    '/language/links',
    'Addresses in a file that lead somewhere.',
    z.object(text).strict(),
    z.object({ links: z.array(language.DocumentLink) }),
  ),
  'language.tokens': operation(
    'POST',
    '/language/tokens',
    'What each piece of the text is: five numbers for each, encoded as the Language Server Protocol does.',
    z.object({ ...text, ...within }).strict(),
    z.object({ tokens: z.array(z.number().int().min(0)) }),
  ),
  'language.hints': operation(
    'POST',
    '/language/hints',
    'Notes behind values: a duration in words, what a reference stands for, who wins instead.',
    z.object({ ...text, ...within, ...selection }).strict(),
    z.object({ hints: z.array(language.InlayHint) }),
  ),
  'language.colors': operation(
    'POST',
    '/language/colors',
    'Values that are colours by the schema.',
    z.object(text).strict(),
    z.object({ colors: z.array(language.DocumentColor) }),
  ),
  'language.colorPresentations': operation(
    'POST',
    '/language/color-presentations',
    'How a colour can be written instead of the value at a range.',
    z.object({ ...text, range: Range, color: language.Color }).strict(),
    z.object({ presentations: z.array(z.string()) }),
  ),
  'language.fixes': operation(
    'POST',
    '/language/fixes',
    'Cures of the problems a range touches, then other ways to write what stands at its start.',
    z.object({ ...text, range: Range }).strict(),
    z.object({ fixes: z.array(language.Fix) }),
  ),
  'language.format': operation(
    'POST',
    '/language/format',
    'The changes that give a file, or the lines of a range, its format. BAD_REQUEST when it is not TOML.',
    z.object({ ...text, ...within }).strict(),
    z.object({ changes: z.array(language.TextChange) }),
  ),
  'language.toJson': operation(
    'POST',
    '/language/to-json',
    'A selection as JSON; with an empty one the key or table at it, else the whole file. BAD_REQUEST when it is not TOML.',
    z.object({ ...text, range: Range }).strict(),
    /** `what`: a key path, or words for what it is. */
    z.object({ json: z.string(), what: z.string() }),
  ),
  'language.fromJson': operation(
    'POST',
    '/language/from-json',
    'The changes that write JSON as TOML in the place of a selection. BAD_REQUEST when TOML cannot say it there.',
    z.object({ ...text, range: Range, json: z.string().max(JSON_LIMIT) }).strict(),
    z.object({ changes: z.array(language.TextChange) }),
  ),
  'language.definition': operation(
    'POST',
    '/language/definition',
    'Where the value in effect comes from for the key under the cursor.',
    z.object({ ...place, ...selection }).strict(),
    z.object({ locations: z.array(language.Location) }),
  ),
  'language.declaration': operation(
    'POST',
    '/language/declaration',
    'Where the schema describes the key under the cursor.',
    z.object(place).strict(),
    z.object({ location: language.Location.nullable() }),
  ),
  'language.references': operation(
    'POST',
    '/language/references',
    'Every place in any layer that sets the key under the cursor, the lowest layer first.',
    z.object(place).strict(),
    z.object({ references: z.array(language.Reference) }),
  ),
};
