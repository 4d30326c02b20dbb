/** Random TOML documents in many styles, random values, and random edits of a document. */
import fc from 'fast-check';
import type { Edit, KeyPath, NewValue } from '../../../../shared/toml/edit/index.ts';
import { parse } from '../../../../shared/toml/index.ts';
import { formatKey } from '../../../../shared/toml/key-path.ts';
import type { TomlValue } from '../../../../shared/toml/types.ts';

interface Key {
  name: string;
  text: string;
}

interface Member {
  key: Key;
  above: string[];
  blanks: number;
  beside: string;
  value: Value;
}

type Value =
  | { form: 'text'; text: string }
  | { form: 'dotted'; members: Member[] }
  | { form: 'header'; isWritten: boolean; members: Member[] }
  | { form: 'headers'; elements: Member[][] };

interface Style {
  eol: string;
  endsWithBreak: boolean;
  hasMark: boolean;
  indent: string;
  equals: string;
  gap: number;
  fileComment: string[];
  order: number[];
}

const names = ['a', 'b', 'c', 'd', 'port', 'long_name', 'x y', 'ключ', 'a.b', '', '__proto__', '10'];

const key: fc.Arbitrary<Key> = fc
  .tuple(fc.constantFrom(...names), fc.nat({ max: 9 }))
  .map(([name, quoting]) => {
    if (quoting === 0) return { name, text: `'${name}'` };
    return { name, text: quoting === 1 ? JSON.stringify(name) : formatKey(name) };
  });

const comment = fc.constantFrom('# one', '#two', '# x = 1', '# [a]', '#### "');
const beside = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  comment.map((text) => ` ${text}`),
);
const above = fc.oneof(
  { weight: 3, arbitrary: fc.constant<string[]>([]) },
  fc.array(comment, { maxLength: 2 }),
);

const scalarText = fc.constantFrom(
  ...['1', '-0', '0xFF', '1_000', '9007199254740993', '1.50', '-0.0', 'inf', 'nan', '1e3', 'true', 'false'],
  ...['"text"', "'it is'", '"\\u0041#"', '"""\nlines\n"""', "'''one'''", '""', '"[a]"'],
  ...['1979-05-27 07:32:00z', '1979-05-27', '07:32:00.5', '1979-05-27T07:32:00'],
);

const { text: valueText } = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 2 },
    scalarText,
    fc
      .tuple(fc.array(tie('text'), { maxLength: 3 }), fc.constantFrom(', ', ',', ' , '))
      .map(([items, comma]) => {
        return `[${items.join(comma)}]`;
      }),
    fc
      .tuple(fc.array(tie('text'), { minLength: 1, maxLength: 3 }), fc.boolean(), beside, above)
      .map(([items, isTrailing, side, comments]) => {
        const lines = items.map((item, index) => {
          const comma = isTrailing || index < items.length - 1 ? ',' : '';
          const before = comments.map((text) => `  ${text}\n`).join('');
          return `${before}  ${item}${comma}${side}\n`;
        });
        return `[\n${lines.join('')}]`;
      }),
    fc
      .tuple(unique(fc.tuple(key, fc.option(key), tie('text'))), fc.constantFrom(' ', ''))
      .map(([members, padding]) => {
        const items = members.map(([own, inner, text]) => {
          const dotted = inner === null ? own.text : `${own.text}.${inner.text}`;
          return `${dotted} = ${text.includes('\n') ? '1' : text}`;
        });
        return items.length === 0 ? '{}' : `{${padding}${items.join(', ')}${padding}}`;
      }),
  ),
}));

const { members } = fc.letrec<{ members: Member[]; dotted: Member[] }>((tie) => ({
  dotted: uniqueMembers(
    fc.oneof(
      { maxDepth: 2 },
      valueText.map((text) => ({ form: 'text', text }) as const),
      tie('dotted').map((inner) => ({ form: 'dotted', members: inner as Member[] }) as const),
    ),
    1,
  ),
  members: uniqueMembers(
    fc.oneof(
      { maxDepth: 3 },
      { weight: 3, arbitrary: valueText.map((text) => ({ form: 'text', text }) as const) },
      {
        weight: 1,
        arbitrary: tie('dotted').map((inner) => ({ form: 'dotted', members: inner as Member[] }) as const),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(tie('members'), fc.boolean())
          .map(([inner, isWritten]) => ({ form: 'header', isWritten, members: inner as Member[] }) as const),
      },
      {
        weight: 1,
        arbitrary: fc
          .array(tie('members'), { minLength: 1, maxLength: 3 })
          .map((elements) => ({ form: 'headers', elements: elements as Member[][] }) as const),
      },
    ),
    0,
  ),
}));

const style: fc.Arbitrary<Style> = fc.record({
  eol: fc.constantFrom('\n', '\n', '\r\n'),
  endsWithBreak: fc.boolean(),
  hasMark: fc.nat({ max: 9 }).map((number) => number === 0),
  indent: fc.constantFrom('', '', '  ', '\t'),
  equals: fc.constantFrom(' = ', ' = ', '=', '\t= '),
  gap: fc.constantFrom(0, 1, 1, 2),
  fileComment: fc.constantFrom<string[][]>(
    [],
    [],
    ['# file', ''],
    ['#:schema x.json'],
    ['# Copyright', '# me'],
  ),
  order: fc.array(fc.nat({ max: 20 }), { maxLength: 8 }),
});

/** A document without errors. */
export const document: fc.Arbitrary<string> = fc
  .tuple(members, style)
  .map(([root, chosen]) => write(root, chosen))
  .filter((text) => parse(text).problems.length === 0);

const newName = fc.oneof(
  fc.constantFrom(...names),
  fc.constantFrom('new', 'new key', "it's"),
  fc.string({ maxLength: 5 }),
);

/** Any value that TOML can say. */
export const value: fc.Arbitrary<NewValue> = fc.letrec<{ value: NewValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<NewValue[]>(
      { type: 'string', value: 'text' },
      { type: 'string', value: 'it\'s "two"\nlines\\' },
      { type: 'integer', value: 42 },
      { type: 'integer', value: 2n ** 62n },
      { type: 'float', value: 3 },
      { type: 'boolean', value: true },
      { type: 'local-date', value: '2026-01-31' },
      { type: 'offset-date-time', value: '2026-01-31T00:00:00Z' },
      { type: 'raw', text: '0o17' },
      { type: 'raw', text: '[\n  1, # one\n]' },
    ),
    fc.string({ unit: 'binary', maxLength: 8 }).map((text): NewValue => ({ type: 'string', value: text })),
    fc
      .array(tie('value'), { maxLength: 3 })
      .map((items): NewValue => ({ type: 'array', items: items as NewValue[] })),
    fc
      .array(fc.array(fc.tuple(newName, tie('value')), { maxLength: 2 }), { minLength: 1, maxLength: 2 })
      .map((items): NewValue => ({ type: 'array', ofTables: true, items: items.map(newTable) })),
    fc.array(fc.tuple(newName, tie('value')), { maxLength: 3 }).map(newTable),
  ),
})).value;

/** How to make an edit of whatever document there is. */
export interface Wish {
  kind: Edit['kind'];
  from: number;
  into: number;
  name: string;
  index: number;
  isNew: boolean;
  /** Only among what has lines of its own. */
  isOuter: boolean;
  value: NewValue;
}

export const wish: fc.Arbitrary<Wish> = fc.record({
  kind: fc.constantFrom('set', 'insert', 'delete', 'rename', 'move'),
  from: fc.nat(),
  into: fc.nat(),
  name: newName,
  index: fc.nat({ max: 3 }),
  isNew: fc.boolean(),
  isOuter: fc.boolean(),
  value,
});

/** The edit a wish comes to in a document; it may be impossible. */
export function editFor(
  root: TomlValue,
  { kind, from, into, name, index, isNew, isOuter, value: given }: Wish,
): Edit {
  const paths = [...pathsIn(root, [])];
  const outer = paths.filter((path) => !isInBrackets(root, path));
  const containers = [[], ...(isOuter ? outer : paths).filter((path) => !isLeaf(root, path))];
  const candidates = isOuter && outer.length > 0 ? outer : paths;
  const existing = candidates[from % Math.max(candidates.length, 1)] ?? [name];
  const container = containers[into % containers.length] ?? [];
  const fresh = [...container, isList(root, container) ? index : name];
  switch (kind) {
    case 'set':
      return { kind, path: isNew ? fresh : existing, value: given };
    case 'insert':
      return {
        kind,
        path: isNew && typeof fresh.at(-1) === 'string' ? [...fresh, 'deeper'] : fresh,
        value: given,
        ...(index === 1 ? { position: { before: 'b' } } : index === 2 ? { position: { after: 'a' } } : {}),
      };
    case 'delete':
      return { kind, path: existing };
    case 'rename':
      return { kind, path: existing, to: name };
    case 'move':
      return {
        kind,
        path: existing,
        to: isNew && typeof fresh.at(-1) === 'string' ? [...fresh, 'deeper'] : fresh,
      };
  }
}

export function valueIn(root: TomlValue, path: KeyPath): TomlValue | undefined {
  return path.reduce<TomlValue | undefined>((current, segment) => {
    if (current?.type === 'table') return current.entries.get(String(segment))?.value;
    return current?.type === 'array' ? current.items[Number(segment)] : undefined;
  }, root);
}

export function* pathsIn(value: TomlValue, path: KeyPath): Iterable<KeyPath> {
  if (path.length > 0) yield path;
  if (value.type === 'table')
    for (const [name, entry] of value.entries) yield* pathsIn(entry.value, [...path, name]);
  if (value.type === 'array')
    for (const [index, item] of value.items.entries()) yield* pathsIn(item, [...path, index]);
}

function newTable(entries: readonly (readonly [string, unknown])[]): NewValue {
  return {
    type: 'table',
    entries: new Map(entries.map(([name, member]) => [name, { value: member as NewValue }])),
  };
}

function isList(root: TomlValue, path: KeyPath): boolean {
  return valueIn(root, path)?.type === 'array';
}

function isInBrackets(root: TomlValue, path: KeyPath): boolean {
  return path.slice(0, -1).some((_, index) => {
    const around = valueIn(root, path.slice(0, index + 1));
    return around?.type === 'array'
      ? !around.ofTables
      : around?.type === 'table' && around.origin === 'inline';
  });
}

function isLeaf(root: TomlValue, path: KeyPath): boolean {
  const type = valueIn(root, path)?.type;
  return type !== 'table' && type !== 'array';
}

function unique<T extends [Key, ...unknown[]]>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.uniqueArray(arbitrary, { maxLength: 3, selector: ([own]) => own.name });
}

function uniqueMembers(values: fc.Arbitrary<Value>, minLength: number): fc.Arbitrary<Member[]> {
  const member: fc.Arbitrary<Member> = fc.record({
    key,
    above,
    blanks: fc.constantFrom(0, 0, 0, 1),
    beside,
    value: values,
  });
  return fc.uniqueArray(member, { minLength, maxLength: 4, selector: (one) => one.key.name });
}

function write(root: Member[], style: Style): string {
  const sections = sectionsOf(root, [], style, 0);
  const [top, ...others] = sections;
  // Sections of tables may stand in any order, also before those of the tables around them.
  for (const [index, to] of style.order.entries()) {
    const from = index % Math.max(others.length, 1);
    const moved = others.splice(from, 1);
    others.splice(to % Math.max(others.length + 1, 1), 0, ...moved);
  }
  const gap = Array<string>(style.gap).fill('');
  const lines = [...style.fileComment, ...(top ?? []), ...others.flatMap((section) => [...gap, ...section])];
  const text = lines.join('\n') + (style.endsWithBreak && lines.length > 0 ? '\n' : '');
  return (style.hasMark ? '\ufeff' : '') + text.replaceAll('\n', style.eol);
}

/** The lines of the table itself, then one list for each table inside; an array of tables is one list with all in it. */
function sectionsOf(
  table: readonly Member[],
  path: readonly string[],
  style: Style,
  depth: number,
): string[][] {
  const indent = style.indent.repeat(depth);
  const own: string[] = [];
  const inner: string[][] = [];
  for (const member of table) {
    const inPath = [...path, member.key.text];
    const comments = member.above.map((text) => indent + text);
    if (member.value.form === 'header') {
      const [body = [], ...deeper] = sectionsOf(member.value.members, inPath, style, depth + 1);
      const isNeeded = member.value.isWritten || body.length > 0 || deeper.length === 0;
      if (isNeeded) inner.push([...comments, `${indent}[${inPath.join('.')}]${member.beside}`, ...body]);
      inner.push(...deeper);
    } else if (member.value.form === 'headers') {
      const lines = member.value.elements.flatMap((element) => {
        const [body = [], ...deeper] = sectionsOf(element, inPath, style, depth + 1);
        return [...comments, `${indent}[[${inPath.join('.')}]]${member.beside}`, ...body, ...deeper.flat()];
      });
      inner.push(lines);
    } else own.push(...keyLines(member, '', indent, style));
  }
  return [own, ...inner];
}

function keyLines(member: Member, prefix: string, indent: string, style: Style): string[] {
  const { key: own, value: held } = member;
  if (held.form === 'dotted')
    return held.members.flatMap((inner) => keyLines(inner, `${prefix}${own.text}.`, indent, style));
  const text = held.form === 'text' ? held.text : '';
  const blanks = Array<string>(member.blanks).fill('');
  const comments = member.above.map((line) => indent + line);
  return [...blanks, ...comments, indent + prefix + own.text + style.equals + text + member.beside];
}
