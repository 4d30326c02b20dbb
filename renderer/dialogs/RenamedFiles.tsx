import type { ChangedLine, RenamedFile } from '../../shared/contract/edit-model.ts';
import { KeepEnd } from '../controls/Marks.tsx';
import { count } from '../controls/wording.ts';
import { Icon, type IconName } from '../theme/icons.tsx';
import { differingEnds } from './line-difference.ts';
import styles from './RenamedFiles.module.css';

/** Every line that changes, by file, as it is and as it will be. Scrolls with the arrow keys. */
export function RenamedFiles({ files }: { files: readonly RenamedFile[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard.
    <section aria-label="Preview" className={styles.preview} tabIndex={0}>
      {files.map((file) => (
        <Changes key={file.path} file={file} />
      ))}
    </section>
  );
}

function Changes({ file }: { file: RenamedFile }) {
  const { path, environments, lines, lineTotal } = file;
  const hidden = lineTotal - lines.length;
  return (
    <section aria-label={path} className={styles.file}>
      <header className={styles.head}>
        <Icon name={icons[file.role]} />
        <KeepEnd text={path} className={styles.path} />
        <span className={styles.concerned}>{environments === '' ? asked[file.role] : environments}</span>
      </header>
      <ol className={styles.lines}>
        {lines.map((line) => (
          <Line key={line.line} line={line} />
        ))}
      </ol>
      {hidden > 0 ? <p className={styles.more}>and {count(hidden, 'more line', 'more lines')}</p> : null}
    </section>
  );
}

/** What a file is that no environment reads. */
const asked: Readonly<Record<RenamedFile['role'], string>> = {
  layer: '',
  variables: '',
  manifest: 'manifest',
  schema: 'schema',
  other: 'no layer',
};

function Line({ line: { line, before, after } }: { line: ChangedLine }) {
  const { start, end } = differingEnds(before, after);
  const middle = (text: string) => text.slice(start, text.length - end);
  return (
    <li className={styles.line}>
      <span className={styles.number}>{line}</span>
      <code className={styles.before}>
        <span className="spoken">before: </span>
        {before.slice(0, start)}
        <del>{middle(before)}</del>
        {before.slice(before.length - end)}
      </code>
      <code className={styles.after}>
        <span className="spoken">after: </span>
        {after.slice(0, start)}
        <ins>{middle(after)}</ins>
        {after.slice(after.length - end)}
      </code>
    </li>
  );
}

const icons: Readonly<Record<RenamedFile['role'], IconName>> = {
  layer: 'toml',
  variables: 'variables',
  manifest: 'manifest',
  schema: 'schema',
  other: 'toml',
};
