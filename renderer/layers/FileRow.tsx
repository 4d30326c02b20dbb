import type { ReactNode } from 'react';
import type { FileInfo } from '../../shared/contract/model.ts';
import { KeepEnd } from '../controls/Marks.tsx';
import { baseName } from '../state/workspace.ts';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import styles from './FileRow.module.css';
import { fileIcon } from './file-icon.ts';

interface FileRowProps {
  readonly file: FileInfo;
  readonly active: boolean;
  readonly children?: ReactNode;
}

/** A file that is no layer of the selection: manifest, schema, layers of other environments, the rest. */
export function FileRow({ file, active, children }: FileRowProps) {
  const name = baseName(file.path);
  const folder = file.path.slice(0, -name.length - 1);
  return (
    <div
      className={cx(styles.row, active && styles.active)}
      aria-current={active ? 'true' : undefined}
      title={file.path}
    >
      <Icon name={fileIcon(file)} className={styles.icon} />
      <span className={styles.name}>{name}</span>
      <KeepEnd text={file.exists ? folder : 'Missing'} className={styles.detail} />
      {children}
    </div>
  );
}
