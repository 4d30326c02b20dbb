/** What an edit means for plain values, without any text: the yardstick for the properties. */
import { decodeDate } from '../../../../shared/toml/dates.ts';
import type { Edit, KeyPath, NewValue } from '../../../../shared/toml/edit/index.ts';
import { parse } from '../../../../shared/toml/index.ts';
import type { TomlValue } from '../../../../shared/toml/types.ts';

export type Node = Leaf | List | Table;
interface Leaf {
  kind: 'leaf';
  text: string;
}
interface List {
  kind: 'list';
  /** Whether it ends with its last item, as `[[name]]` does. */
  isFleeting: boolean;
  items: Node[];
}
interface Table {
  kind: 'table';
  /** Whether it ends with its last key, because nothing else in the text makes it. */
  isFleeting: boolean;
  entries: Map<string, Node>;
}

export function modelOf(value: TomlValue): Node {
  if (value.type === 'table') {
    const entries = Array.from(value.entries, ([key, entry]) => [key, modelOf(entry.value)] as const);
    const isFleeting = value.origin === 'implicit' || value.origin === 'dotted';
    return { kind: 'table', isFleeting, entries: new Map(entries) };
  }
  if (value.type === 'array')
    return { kind: 'list', isFleeting: value.ofTables, items: value.items.map(modelOf) };
  return leaf(value.type, value.value);
}

/** The same shape for any two models that mean the same. */
export function plain(node: Node): unknown {
  if (node.kind === 'leaf') return node.text;
  if (node.kind === 'list') return node.items.map(plain);
  const keys = [...node.entries.keys()].sort();
  return { keys, values: keys.map((key) => plain(node.entries.get(key)!)) };
}

/** The same without the keys that hold nothing but empty tables. */
export function withoutEmpty(node: Node): Node {
  if (node.kind === 'leaf') return node;
  if (node.kind === 'list') return { ...node, items: node.items.map(withoutEmpty) };
  const entries = Array.from(node.entries, ([key, inner]) => [key, withoutEmpty(inner)] as const);
  return {
    ...node,
    entries: new Map(entries.filter(([, inner]) => inner.kind !== 'table' || inner.entries.size > 0)),
  };
}

/** Applies an edit that is possible. */
export function applyEdit(root: Node, edit: Edit): void {
  const { path } = edit;
  if (edit.kind === 'set') put(root, path, newNode(edit.value), false);
  else if (edit.kind === 'insert') put(root, path, newNode(edit.value), true);
  else if (edit.kind === 'delete') take(root, path);
  else if (edit.kind === 'rename') {
    const parent = at(root, path.slice(0, -1)) as Table;
    const node = parent.entries.get(String(path.at(-1)))!;
    parent.entries.delete(String(path.at(-1)));
    parent.entries.set(edit.to, node);
  } else {
    const siblings = [...path.slice(0, -1), edit.to.at(-1)];
    if (JSON.stringify(path) === JSON.stringify(edit.to)) return;
    if (JSON.stringify(siblings) === JSON.stringify(edit.to) && typeof edit.to.at(-1) === 'string') {
      applyEdit(root, { kind: 'rename', path, to: String(edit.to.at(-1)) });
      return;
    }
    const node = at(root, path)!;
    take(root, path);
    put(root, behind(edit.to, path), node, true);
  }
}

/** Where `to` leads once the item is gone. */
function behind(to: KeyPath, item: KeyPath): KeyPath {
  const own = item.at(-1);
  const last = item.length - 1;
  const other = to[last];
  const isSame = JSON.stringify(to.slice(0, last)) === JSON.stringify(item.slice(0, last));
  if (!isSame || typeof own !== 'number' || typeof other !== 'number' || to.length === item.length) return to;
  return other > own ? [...to.slice(0, last), other - 1, ...to.slice(item.length)] : to;
}

function put(root: Node, path: KeyPath, node: Node, insertsItems: boolean): void {
  let current = root;
  for (const [index, segment] of path.slice(0, -1).entries()) {
    let next = at(current, [segment]);
    if (next === undefined) {
      next =
        typeof path[index + 1] === 'number'
          ? { kind: 'list', isFleeting: false, items: [] }
          : { kind: 'table', isFleeting: false, entries: new Map() };
      put(current, [segment], next, false);
    }
    current = next;
  }
  const last = path.at(-1);
  if (last === undefined) Object.assign(root, node);
  else if (typeof last === 'string') (current as Table).entries.set(last, node);
  else (current as List).items.splice(last, insertsItems ? 0 : 1, node);
}

function take(root: Node, path: KeyPath): void {
  const parent = at(root, path.slice(0, -1))!;
  if (parent.kind === 'table') parent.entries.delete(String(path.at(-1)));
  if (parent.kind === 'list') parent.items.splice(Number(path.at(-1)), 1);
  const size =
    parent.kind === 'table' ? parent.entries.size : parent.kind === 'list' ? parent.items.length : 1;
  const isOver = parent.kind !== 'leaf' && parent.isFleeting && size === 0 && path.length > 1;
  if (isOver) take(root, path.slice(0, -1));
}

function at(node: Node | undefined, path: KeyPath): Node | undefined {
  return path.reduce<Node | undefined>((current, segment) => {
    if (current?.kind === 'table') return current.entries.get(String(segment));
    return current?.kind === 'list' ? current.items[Number(segment)] : undefined;
  }, node);
}

function newNode(value: NewValue): Node {
  switch (value.type) {
    case 'raw':
      return modelOf(parse(`value = ${value.text}`).root.entries.get('value')!.value);
    case 'array':
      return { kind: 'list', isFleeting: false, items: value.items.map(newNode) };
    case 'table': {
      const entries = Array.from(value.entries, ([key, entry]) => [key, newNode(entry.value)] as const);
      return { kind: 'table', isFleeting: false, entries: new Map(entries) };
    }
    case 'string':
    case 'integer':
    case 'float':
    case 'boolean':
      return leaf(value.type, value.value);
    default:
      return leaf(value.type, decodeDate(value.value)?.value ?? '');
  }
}

function leaf(type: string, value: unknown): Leaf {
  return { kind: 'leaf', text: `${type} ${Object.is(value, -0) ? '-0' : String(value)}` };
}
