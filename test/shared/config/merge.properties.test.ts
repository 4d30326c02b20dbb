import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences } from '../../../shared/config/difference.ts';
import { merge } from '../../../shared/config/merge.ts';
import type { EffectiveTable, LayerContent } from '../../../shared/config/model.ts';
import { toPlain } from '../../../shared/config/plain.ts';
import { renderToml } from '../../../shared/config/render.ts';
import { findEntry, findNode, leaves } from '../../../shared/config/walk.ts';
import { sameValue } from '../../../shared/toml/equal.ts';
import type { TableValue } from '../../../shared/toml/types.ts';
import { clashFreeTable, table, tableOf } from './arbitrary.ts';
import { asLayer, layer, layers } from './build.ts';

const someLayers = fc.array(table, { maxLength: 5 }).map((roots) => layers(...roots));

describe('merging any layers', () => {
  test('is associative where no table meets a value', () => {
    fc.assert(
      fc.property(clashFreeTable, clashFreeTable, clashFreeTable, (low, middle, high) => {
        const atOnce = asLayer(mergedOf(low, middle, high));
        const lowFirst = asLayer(mergedOf(asLayer(mergedOf(low, middle)), high));
        const highFirst = asLayer(mergedOf(low, asLayer(mergedOf(middle, high))));
        expect(sameValue(lowFirst, atOnce)).toBe(true);
        expect(sameValue(highFirst, atOnce)).toBe(true);
      }),
    );
  });

  test('gives every leaf the value its source holds there', () => {
    fc.assert(
      fc.property(someLayers, (contents) => {
        for (const leaf of leaves(merge(contents).root)) {
          expect(findEntry(rootOf(contents, leaf.source.layer), leaf.path)?.value).toBe(leaf.source.value);
          if (leaf.source.value.type !== 'table') expect(leaf.value).toBe(leaf.source.value);
          for (const setter of leaf.overridden) {
            expect(findEntry(rootOf(contents, setter.layer), leaf.path)?.value).toBe(setter.value);
          }
        }
      }),
    );
  });

  test('keeps every key of every layer where no table meets a value', () => {
    fc.assert(
      fc.property(fc.array(clashFreeTable, { maxLength: 4 }), (roots) => {
        const { root } = merge(layers(...roots));
        for (const single of roots) {
          for (const leaf of leaves(merge([layer('alone', single)]).root)) {
            expect(findNode(root, leaf.path)?.kind).toBe('leaf');
          }
        }
      }),
    );
  });

  test('changes no value when a layer that wins nothing is taken away', () => {
    fc.assert(
      fc.property(fc.array(clashFreeTable, { minLength: 2, maxLength: 5 }), (roots) => {
        const contents = layers(...roots);
        const { root } = merge(contents);
        const winners = new Set(leaves(root).map((leaf) => leaf.source.layer));
        const rest = contents.filter((content) => winners.has(content.layer));
        expect(differences(root, merge(rest).root)).toEqual([]);
      }),
    );
  });

  test('calls a table written by one layer only where its children say the same', () => {
    fc.assert(
      fc.property(someLayers, (contents) => {
        for (const node of tables(merge(contents).root)) {
          if (node.written === undefined) continue;
          expect(toPlain(node)).toEqual(toPlain(node.written));
          expect(node.setters.map(({ value }) => value)).toEqual([node.written]);
        }
      }),
    );
  });

  test('changes none of the layers', () => {
    fc.assert(
      fc.property(someLayers, (contents) => {
        const before = contents.map(({ root }) => sizes(root));
        merge(contents);
        expect(contents.map(({ root }) => sizes(root))).toEqual(before);
      }),
    );
  });

  test('leaves the object prototype alone', () => {
    const names = () => [Object, Array, Map, Function].map((type) => Reflect.ownKeys(type.prototype));
    const before = names();
    fc.assert(
      fc.property(fc.array(table, { minLength: 1, maxLength: 4 }), (roots) => {
        const polluting = roots.map((root) =>
          tableOf([
            ['__proto__', root],
            ['constructor', tableOf([['prototype', root]])],
          ]),
        );
        const { root } = merge(layers(...polluting));
        const plain = toPlain(root) as Record<string, unknown>;
        renderToml(root);
        expect(Object.getPrototypeOf(plain)).toBeNull();
        expect(Object.keys(plain)).toEqual(['__proto__', 'constructor']);
        expect(names()).toEqual(before);
      }),
    );
  });
});

function tables(table: EffectiveTable): EffectiveTable[] {
  const inside = [...table.children.values()].flatMap((node) => (node.kind === 'table' ? tables(node) : []));
  return [table, ...inside];
}

function mergedOf(...roots: TableValue[]): EffectiveTable {
  return merge(layers(...roots)).root;
}

function rootOf(contents: readonly LayerContent[], wanted: LayerContent['layer']): TableValue {
  return contents.find((content) => content.layer === wanted)!.root;
}

/** Which keys stand where: enough to see that nothing was added or taken away. */
function sizes(root: TableValue): unknown {
  return [...root.entries.values()].map(({ key, value }) => [
    key,
    value.type === 'table' ? sizes(value) : value,
  ]);
}
