/**
 * One key changes in the lowest of 5 layers: 5 environments of 2,000 keys are merged and checked again. No peer
 * does it.
 */
import { unwatched } from '../core/analysis/progress.ts';
import type { DiskFile } from '../core/analysis/protocol.ts';
import { AnalysisSession } from '../core/analysis/session.ts';
import type { LayerDefinition } from '../shared/config/model.ts';
import { type BenchTable, median } from './rows.ts';

const ENVIRONMENTS = ['development', 'test', 'staging', 'production', 'recovery'];
const LAYERS = 5;
/** The layers above these are files of one environment each. */
const COMMON_LAYERS = 3;
const TABLES = 20;
const KEYS_PER_TABLE = 100;
const SCHEMA = 'schema.json';
const WARM_UP_CHANGES = 10;
const MEASURED_CHANGES = 40;
const BUDGET_MS = 20;

export function benchLayers(): BenchTable[] {
  const session = openSession();
  const [lowest = ''] = filesOf(0);
  const times: number[] = [];
  for (let count = 1; count <= WARM_UP_CHANGES + MEASURED_CHANGES; count += 1) {
    const text = layerText(0, count);
    const started = performance.now();
    session.buffer(lowest, count, text);
    session.analyse();
    times.push(performance.now() - started);
  }
  const keys = (TABLES * KEYS_PER_TABLE).toLocaleString('en');
  const what = `${LAYERS} layers x ${ENVIRONMENTS.length} environments x ${keys} keys`;
  const ours = median(times.slice(WARM_UP_CHANGES));
  return [
    {
      title: 'Merge and check again after one key',
      unit: 'ms',
      ours: 'Strata engine',
      rows: [{ what, ours, others: {}, budget: BUDGET_MS }],
    },
  ];
}

function openSession(): AnalysisSession {
  const files: DiskFile[] = Array.from({ length: LAYERS }, (_, layer) =>
    filesOf(layer).map((path) => ({ path, text: layerText(layer) })),
  ).flat();
  const session = new AnalysisSession(unwatched);
  session.setup({
    generation: 1,
    model: {
      name: 'bench',
      dialect: 'standard',
      toml: '1.0',
      layout: 'manifest',
      layoutReason: '',
      schema: SCHEMA,
      layers: Array.from({ length: LAYERS }, (_, layer) => layerDefinition(layer)),
      environments: ENVIRONMENTS.map((name) => ({ name, aliases: [], protected: false })),
      services: [],
    },
    files: [...files, { path: SCHEMA, text: schemaText() }],
    manifest: null,
    schema: SCHEMA,
    paths: files.map(({ path }) => path),
    environment: {},
    validate: true,
  });
  session.analyse();
  return session;
}

function layerDefinition(layer: number): LayerDefinition {
  const file = isCommon(layer) ? fileName(layer) : fileName(layer, '{environment}');
  return { id: `layer-${layer}`, name: `layer ${layer}`, source: { kind: 'file', file }, optional: false };
}

function filesOf(layer: number): string[] {
  return isCommon(layer) ? [fileName(layer)] : ENVIRONMENTS.map((name) => fileName(layer, name));
}

function isCommon(layer: number): boolean {
  return layer < COMMON_LAYERS;
}

function fileName(layer: number, environment = 'all'): string {
  return `layer-${layer}.${environment}.toml`;
}

/** Every layer sets every key; `changed` is the value of one of them. */
function layerText(layer: number, changed = 0): string {
  return Array.from({ length: TABLES }, (_, table) => {
    const keys = Array.from({ length: KEYS_PER_TABLE }, (__, key) => {
      const isChanged = table === TABLES / 2 && key === 0;
      return `key-${key} = ${isChanged ? changed : key * (layer + 1)}\n`;
    });
    return `[table-${table}]\n${keys.join('')}`;
  }).join('\n');
}

function schemaText(): string {
  const entries = (prefix: string, count: number, value: unknown) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}-${index}`, value]));
  const key = { type: 'integer', minimum: 0 };
  const table = {
    type: 'object',
    properties: entries('key', KEYS_PER_TABLE, key),
    additionalProperties: false,
  };
  return JSON.stringify({ type: 'object', properties: entries('table', TABLES, table) });
}
