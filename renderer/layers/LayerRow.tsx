import type { LayerInfo } from '../../shared/contract/model.ts';
import { ProblemBadge } from '../controls/Marks.tsx';
import { count } from '../controls/wording.ts';
import { baseName } from '../state/workspace.ts';
import { cx } from '../theme/cx.ts';
import styles from './LayerRow.module.css';

interface LayerRowProps {
  readonly layer: LayerInfo;
  /** Its file is the one in the editor. */
  readonly active: boolean;
  /** Its last good values stand in, because it does not parse now. */
  readonly stale: boolean;
}

/** One layer: its place on the rail of precedence, name, file, how many keys it sets, its problems. */
export function LayerRow({ layer, active, stale }: LayerRowProps) {
  const standing = standingOf(layer, stale);
  const absent = layer.state === 'missing' || layer.state === 'optional-missing';
  return (
    <div
      className={cx(styles.row, active && styles.active, absent && styles.absent)}
      aria-current={active ? 'true' : undefined}
      title={[layer.path, standing?.detail, keysInWords(layer)].filter(Boolean).join('\n')}
    >
      <span className={cx(styles.node, standing !== null && styles[standing.look])} aria-hidden />
      <span className={styles.name}>{layerTitle(layer)}</span>
      <span className={styles.detail}>{standing?.label ?? subtitleOf(layer)}</span>
      <ProblemBadge counts={layer.problems} />
      <span className={styles.keys}>
        <span aria-hidden>{absent ? '' : layer.keys}</span>
        <span className="spoken">{keysInWords(layer)}</span>
      </span>
    </div>
  );
}

/** The name a layer goes by: its file's where it has one. */
export function layerTitle(layer: LayerInfo): string {
  if (layer.kind === 'variables' || layer.kind === 'runtime') return layer.name;
  return layer.table === undefined ? baseName(layer.path) : `[${layer.table}]`;
}

function subtitleOf(layer: LayerInfo): string {
  const inherited = layer.inheritedFrom === undefined ? '' : `from ${layer.inheritedFrom}`;
  if (layer.kind === 'variables') return layer.path === '' ? 'environment' : baseName(layer.path);
  if (layer.kind === 'table') return baseName(layer.path);
  return inherited || (fileSaysName(layer) ? '' : layer.name);
}

/** `global` adds nothing to `global.toml`. */
function fileSaysName(layer: LayerInfo): boolean {
  return baseName(layer.path).startsWith(`${layer.name}.`);
}

function keysInWords({ keys, winning }: LayerInfo): string {
  return keys === 0 ? 'sets no key' : `${count(keys, 'key')} set, ${winning} in effect`;
}

interface Standing {
  readonly look: 'hollow' | 'bad';
  readonly label: string;
  readonly detail: string;
}

function standingOf(layer: LayerInfo, stale: boolean): Standing | null {
  switch (layer.state) {
    case 'missing':
      return { look: 'bad', label: 'Missing', detail: 'The file does not exist, and it is not optional.' };
    case 'optional-missing':
      return {
        look: 'hollow',
        label: 'Missing, optional',
        detail: 'The file does not exist; it does not have to.',
      };
    case 'unreadable':
      return { look: 'bad', label: 'Unreadable', detail: 'The file cannot be read.' };
    case 'broken':
      return stale
        ? {
            look: 'bad',
            label: 'Last good values',
            detail: 'The file does not parse; its last good values stand in.',
          }
        : { look: 'bad', label: 'Not TOML', detail: 'The file does not parse.' };
    case 'present':
      return null;
  }
}
