import { Button } from 'react-aria-components/Button';
import { formatPath, parsePath } from '../../shared/config/paths.ts';
import type { FileId } from '../../shared/contract/model.ts';
import { pickInTable } from '../palette/language-picks.ts';
import { selectionState, useAnalysis } from '../state/analysis.ts';
import { useDocuments } from '../state/documents.ts';
import { selectionName, useSelection } from '../state/selection.ts';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import styles from './Breadcrumb.module.css';
import { useApp } from './context.ts';

/** Where one is: folders, file, the key under the cursor; and what the file is to the selection. */
export function Breadcrumb({ path, file }: { path: string; file: FileId }) {
  const key = useDocuments((store) => (store.cursor?.file === file ? store.cursor.path : ''));
  const parts = path.split('/');
  return (
    <div className={styles.crumbs}>
      <span className={styles.path} title={path}>
        {parts.map((part, index) => (
          <span key={parts.slice(0, index + 1).join('/')} className={styles.part}>
            {index > 0 ? <Icon name="right" /> : null}
            <span className={index === parts.length - 1 ? styles.file : undefined}>{part}</span>
          </span>
        ))}
        {(parsePath(key) ?? []).map((part, index, parts) => (
          <KeyPart key={parts.slice(0, index + 1).join('\n')} name={part} table={parts.slice(0, index)} />
        ))}
      </span>
      <LayerRole file={file} />
    </div>
  );
}

/** A key of the path; pressed, it offers those beside it. */
function KeyPart({ name, table }: { name: string; table: readonly string[] }) {
  const { client } = useApp();
  const around = table.length === 0 ? 'the file' : formatPath(table);
  return (
    <span className={styles.part}>
      <Icon name="right" />
      <Button
        className={cx(styles.key)}
        aria-label={`${name}, keys of ${around}`}
        onPress={() => pickInTable(client, table)}
      >
        {formatPath([name])}
      </Button>
    </span>
  );
}

function LayerRole({ file }: { file: FileId }) {
  const { environment, service } = useSelection();
  const layers = useAnalysis(({ analysis }) => selectionState(analysis, environment, service)?.layers);
  const elsewhere = useAnalysis(({ analysis }) =>
    analysis?.selections.find((state) => state.layers.some((layer) => layer.file === file)),
  );
  const at = layers?.findIndex((layer) => layer.file === file) ?? -1;
  if (layers !== undefined && at >= 0)
    return <span className={styles.role}>{rankOf(at, layers.length, environment)}</span>;
  if (elsewhere === undefined) return null;
  return (
    <span className={styles.role}>
      not in {environment};{' '}
      <Button
        className={cx(styles.switch)}
        onPress={() =>
          useSelection.setState({ environment: elsewhere.environment, service: elsewhere.service })
        }
      >
        switch to {selectionName(elsewhere)}
      </Button>
    </span>
  );
}

/** Where a layer stands among those of an environment; `at` counts from the lowest. */
function rankOf(at: number, layers: number, environment: string): string {
  if (layers === 1) return `the only layer of ${environment}`;
  if (at === layers - 1) return `highest layer of ${environment}`;
  if (at === 0) return `lowest layer of ${environment}`;
  return `layer of ${environment}: ${layers - 1 - at} above, ${at} below`;
}
