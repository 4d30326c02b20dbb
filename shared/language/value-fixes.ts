/** Cures for values the schema does not take: what it would take instead. */

import { closest } from '../config/closest.ts';
import { plainLiteral } from '../config/plain-literal.ts';
import { referenceTable } from '../config/reference-syntax.ts';
import { plainSpelling, spellLike } from '../toml/edit/literal.ts';
import { readBack } from '../toml/edit/value.ts';
import { editing, type FixContext, type FixDraft, insertion, replacing, shortened } from './fix.ts';
import { referenceFor } from './plain-value.ts';
import { schemaAt } from './request.ts';

/** As many values as anybody would read through; completion has the others. */
const MAX_OFFERED = 12;

/** For a value of the wrong type, out of its range, not listed, or written in the wrong form. */
export function valueFixes(context: FixContext): FixDraft[] {
  const { located, problem, span } = context;
  const isWhole = located?.value?.start === span.start && located.value.end === span.end;
  if (!isWhole) return [];
  const known = problem.fix?.values ?? [];
  const values = [...new Set([...known, ...listedValues(context)])].slice(0, MAX_OFFERED);
  const isSure = known.length === 1 || (known.length > 0 && problem.suggestion !== undefined);
  return values.map((value, index) => {
    const text = inManner(context, value);
    return {
      title: titleOf(context, text),
      preferred: isSure && index === 0,
      changes: replacing(context, text),
    };
  });
}

function titleOf({ problem }: FixContext, text: string): string {
  return `${problem.code === 'enum' || problem.code === 'const' ? 'Change to' : 'Write'} ${shortened(text)}`;
}

/** The values the schema lists, the nearest to what is written first. */
function listedValues({ request, located, problem }: FixContext): string[] {
  if (located === null || problem.code !== 'enum') return [];
  const node = schemaAt(request, located.pointer)?.node;
  if (node === undefined || node.secret) return [];
  const values = (node.enum ?? []).filter((value) => value !== null);
  const written = located.value?.type === 'string' ? located.value.value : '';
  const near = closest(
    written,
    values.filter((value) => typeof value === 'string'),
  );
  const sorted = [...values.filter((value) => value === near), ...values.filter((value) => value !== near)];
  return sorted.map((value) => plainLiteral(value));
}

/** A string keeps the quotes of the one it replaces. */
function inManner({ request, located, text }: FixContext, value: string): string {
  if (located?.value?.type !== 'string') return value;
  const read = readBack({ type: 'raw', text: value }, request.document.version);
  return read?.type === 'string' ? spellLike(read, text, plainSpelling, '\n') : value;
}

/** An item that repeats another. */
export function repeatedItemFixes({ request, located }: FixContext): FixDraft[] {
  if (located === null || typeof located.pointer.at(-1) !== 'number') return [];
  const changes = editing(request, request.document, [{ kind: 'delete', path: located.pointer }]);
  return [{ title: 'Remove the repeated item', preferred: true, changes }];
}

/** A secret in the clear. */
export function secretFixes(context: FixContext): FixDraft[] {
  const { located } = context;
  if (located?.value?.type !== 'string') return [];
  const text = referenceFor(located.pointer);
  return [{ title: `Refer to a variable: ${text}`, preferred: false, changes: replacing(context, text) }];
}

/** A reference to a variable that is not set: a default for it, to be filled in. */
export function referenceFixes(context: FixContext): FixDraft[] {
  const { located, request, text, span } = context;
  if (/^\$\{\w+\}$/.test(text))
    return [{ title: `Give ${text} a default`, changes: insertion(span.end - 1, ':-') }];
  const table = located?.value;
  if (located === null || table === undefined || referenceTable(table) === null) return [];
  const edits = [
    { kind: 'insert', path: [...located.pointer, 'default'], value: { type: 'string', value: '' } },
  ] as const;
  return [{ title: 'Give the reference a default', changes: editing(request, request.document, edits) }];
}
