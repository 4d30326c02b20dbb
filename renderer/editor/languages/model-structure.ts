import type { monaco } from '../monaco.ts';
import { scanStructure, type TomlStructure } from './structure.ts';

interface Scanned {
  readonly version: number;
  readonly lines: readonly string[];
  readonly structure: TomlStructure;
}

const scanned = new WeakMap<monaco.editor.ITextModel, Scanned>();

/** The structure of a model's text as it is now; scanned once for every version of it. */
export function structureOf(model: monaco.editor.ITextModel): Scanned {
  const version = model.getVersionId();
  const known = scanned.get(model);
  if (known?.version === version) return known;
  const lines = model.getLinesContent();
  const fresh = { version, lines, structure: scanStructure(lines) };
  scanned.set(model, fresh);
  return fresh;
}
