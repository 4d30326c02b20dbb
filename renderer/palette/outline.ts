/** The outline of a file as one list: every key by its whole path. Pure. */
import { parsePath } from '../../shared/config/paths.ts';
import type { DocumentSymbol } from '../../shared/contract/language-model.ts';

export interface OutlineEntry {
  /** As one writes it: `server.tls.enabled`, `mirrors[1].url`. */
  readonly name: string;
  /** The keys alone, without the indexes of arrays. */
  readonly path: readonly string[];
  readonly symbol: DocumentSymbol;
}

/** Tables and keys in the order of the text. */
export function outlineOf(symbols: readonly DocumentSymbol[]): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  const visit = (inside: readonly DocumentSymbol[], around: Pick<OutlineEntry, 'name' | 'path'>) => {
    for (const symbol of inside) {
      const isIndex = symbol.name.startsWith('[');
      const name = around.name + (isIndex || around.name === '' ? '' : '.') + symbol.name;
      const path = [...around.path, ...keysOf(symbol.name)];
      entries.push({ name, path, symbol });
      visit(symbol.children, { name, path });
    }
  };
  visit(symbols, { name: '', path: [] });
  return entries;
}

/** What stands directly in a table: for each of its keys the first place where it is written. */
export function entriesIn(outline: readonly OutlineEntry[], table: readonly string[]): OutlineEntry[] {
  const first = new Map<string, OutlineEntry>();
  for (const entry of outline) {
    const key = entry.path[table.length];
    const isInside = key !== undefined && table.every((part, index) => entry.path[index] === part);
    if (isInside && !first.has(key)) first.set(key, entry);
  }
  return [...first.values()];
}

function keysOf(name: string): readonly string[] {
  if (/["']/.test(name)) return parsePath(name) ?? [name];
  const plain = name.replace(/\[\d+\]/g, '');
  return plain === '' ? [] : (parsePath(plain) ?? [plain]);
}
