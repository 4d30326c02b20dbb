import { type FormEvent, type ReactNode, useCallback } from 'react';
import { Checkbox } from 'react-aria-components/Checkbox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField } from 'react-aria-components/TextField';
import type { RenamePreview } from '../../shared/contract/edit-model.ts';
import { Button } from '../controls/Button.tsx';
import { count } from '../controls/wording.ts';
import { useWorkspace } from '../state/workspace.ts';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import field from './Field.module.css';
import { Frame } from './Frame.tsx';
import type { Questions } from './questions.ts';
import { RenamedFiles } from './RenamedFiles.tsx';
import styles from './RenameQuestion.module.css';
import { SetPlaces } from './SetPlaces.tsx';
import { type Rename, useRename } from './useRename.ts';

interface Props {
  readonly about: Questions['rename']['about'];
  readonly answer: (answer: Questions['rename']['answer']) => void;
}

/** The new name of a key, with everything that would change, in all layers at once. */
export function RenameQuestion({ about, answer }: Props) {
  const done = useCallback((renamed: Questions['rename']['answer']) => answer(renamed), [answer]);
  const rename = useRename(about, done);
  const { preview, failure, isCurrent } = rename;
  const files = preview?.files.length ?? 0;
  const canRename = isCurrent && failure === null && files > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.submit();
  };
  return (
    <Frame
      large
      title="Rename key"
      onDismiss={() => answer(null)}
      actions={
        <>
          <Summary rename={rename} />
          <Button onPress={() => answer(null)}>Cancel</Button>
          <Button look="primary" isDisabled={!canRename || rename.isBusy} onPress={rename.submit}>
            {files === 0 ? 'Rename' : `Rename in ${count(files, 'file')}`}
          </Button>
        </>
      }
    >
      <form onSubmit={submit}>
        <TextField
          value={rename.name}
          onChange={rename.setName}
          autoFocus
          isInvalid={failure !== null}
          maxLength={1000}
          className={cx(field.field)}
        >
          <Label>New name of {about.target.path}</Label>
          <Input
            className={cx(field.input, styles.name)}
            spellCheck={false}
            autoComplete="off"
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
          <Result rename={rename} />
        </TextField>
      </form>
      <div className={styles.plan}>
        <SchemaChoice rename={rename} />
        {preview === null || files === 0 ? (
          <SetPlaces place={about.place} />
        ) : (
          <div className={cx(styles.shown, !canRename && styles.outdated)}>
            <Notes notes={preview.notes} />
            <RenamedFiles files={preview.files} />
          </div>
        )}
      </div>
    </Frame>
  );
}

/** Under the field: where the key goes, or why it cannot. Keeps its line, so that nothing jumps. */
function Result({ rename: { failure, interruption, preview, name } }: { rename: Rename }) {
  if (failure !== null) {
    return (
      <p role="alert" className={styles.failure}>
        <Icon name="error" />
        {failure.message} {failure.remedy}
      </p>
    );
  }
  if (interruption !== null) {
    return (
      <p role="alert" className={styles.interruption}>
        <Icon name="warning" />
        {interruption.message} Look at the new preview, then rename again.
      </p>
    );
  }
  const isShown = preview !== null && preview.from !== preview.to && name !== '';
  return (
    <p className={styles.result}>
      {isShown ? (
        <>
          <del>{preview.from}</del> <Icon name="becomes" /> <ins>{preview.to}</ins>
        </>
      ) : null}
    </p>
  );
}

function SchemaChoice({ rename }: { rename: Rename }) {
  const path = useWorkspace((store) => store.workspace?.schema?.path);
  const standing = rename.preview?.schema;
  if (standing !== 'included' && standing !== 'possible') return null;
  return (
    <Checkbox className={cx(styles.choice)} isSelected={rename.inSchema} onChange={rename.setInSchema}>
      <span className={styles.box} aria-hidden>
        {rename.inSchema ? <Icon name="ok" /> : null}
      </span>
      Rename it in the schema too
      {path === undefined ? null : <span className={styles.path}>{path}</span>}
    </Checkbox>
  );
}

function Notes({ notes }: Pick<RenamePreview, 'notes'>) {
  if (notes.length === 0) return null;
  return (
    <ul aria-label="What to know" className={styles.notes}>
      {notes.map(({ kind, message }) => {
        const isMild = kind === 'name' || kind === 'save';
        return (
          <li key={message} className={cx(isMild ? styles.mild : styles.warning)}>
            <Icon name={isMild ? 'info' : 'warning'} />
            {message}
          </li>
        );
      })}
    </ul>
  );
}

function Summary({ rename: { preview, failure } }: { rename: Rename }): ReactNode {
  const lines =
    failure !== null ? 0 : (preview?.files.reduce((sum, { lineTotal }) => sum + lineTotal, 0) ?? 0);
  return (
    <span className={styles.summary}>
      {lines === 0 ? '' : `${count(lines, 'line')}; nothing is saved yet`}
    </span>
  );
}
