import type { z } from 'zod';
import { formatPath } from '../config/paths.ts';
import type { Hover as HoverSchema } from '../contract/model.ts';
import { entryAt, locate, type Place } from '../toml/locate.ts';
import type { TomlValue } from '../toml/types.ts';
import { documentKey, documentValue } from './documentation.ts';
import { type LanguageRequest, schemaAt } from './request.ts';
import { code, escapeMarkdown, typeWords, writtenType } from './words.ts';

export type Hover = z.output<typeof HoverSchema>;

export interface HoverRequest extends LanguageRequest {
  /** One sentence of plain text about the value in effect and where it comes from; null when there is none. */
  readonly effective?: (path: readonly string[]) => string | null;
}

/** What to show about the key or value under the cursor; null where there is nothing to say. */
export function hover(request: HoverRequest): Hover | null {
  const place = locate(request.document, request.offset);
  const isNamed = place.kind === 'key' || place.kind === 'header' || place.kind === 'value';
  if (!isNamed || place.path.length === 0 || place.span.start === place.span.end) return null;
  const sections = sectionsFor(request, place);
  if (sections.length === 0) return null;
  return { range: request.lines.rangeOf(place.span), markdown: sections.join('\n\n') };
}

function sectionsFor(request: HoverRequest, place: Place): string[] {
  const described = schemaAt(request, place.kind === 'value' ? place.pointer : keyPointer(place));
  const target = request.schemaPath === undefined ? place.path : request.schemaPath(place.path);
  const effective = target === null ? null : (request.effective?.(target) ?? null);
  const written = entryAt(request.document.root, place.pointer, request.offset)?.value;
  if (described === null && effective === null && written === undefined) return [];
  const type = described === null ? '' : typeWords(described);
  const ownType = type === '' && written !== undefined ? writtenType(written) : type;
  const facts = [ownType, isRequired(request, place) ? 'required' : ''].filter((fact) => fact !== '');
  const heading = `**${escapeMarkdown(formatPath(place.path))}**${facts.length === 0 ? '' : ` — ${facts.join(', ')}`}`;
  const about = described === null ? [] : documentKey(described);
  const ofValue =
    described === null || written === undefined ? '' : documentWritten(described.node, place, written);
  return [
    heading,
    ...(ofValue === '' ? [] : [ofValue]),
    ...about,
    ...(effective === null ? [] : ['---', escapeMarkdown(effective)]),
  ];
}

/** Whether the table around the key must have it; of an array's items each may be missing. */
function isRequired(request: LanguageRequest, place: Place): boolean {
  const pointer = keyPointer(place);
  const key = pointer.at(-1);
  return (
    typeof key === 'string' && schemaAt(request, pointer.slice(0, -1))?.node.required.includes(key) === true
  );
}

/** A key's own path: of `[[servers]]` the array, not its last item. */
function keyPointer({ pointer }: Place): readonly (string | number)[] {
  return typeof pointer.at(-1) === 'number' ? pointer.slice(0, -1) : pointer;
}

/** The listed value under the cursor comes before everything else. */
function documentWritten(
  node: Parameters<typeof documentValue>[0],
  place: Place,
  written: TomlValue,
): string {
  if (place.kind !== 'value' || written.type === 'table' || written.type === 'array') return '';
  const about = documentValue(node, written.value);
  return about === '' ? '' : `${code(String(written.value))}: ${about}`;
}
