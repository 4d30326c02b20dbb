import { Button } from '../controls/Button.tsx';
import { keepsHistory } from '../state/workspace.ts';
import styles from './ConflictQuestion.module.css';
import { Frame } from './Frame.tsx';
import type { Questions } from './questions.ts';

interface Props {
  readonly about: Questions['conflict']['about'];
  readonly answer: (answer: Questions['conflict']['answer']) => void;
}

/** When the file changed or vanished on disk under unsaved work. */
export function ConflictQuestion({ about: { name, missing, typed }, answer }: Props) {
  const kept = keepsHistory();
  if (missing) return <MissingQuestion name={name} typed={typed} answer={answer} />;
  return (
    <Frame
      alert
      wide
      title={`${name} changed on disk`}
      onDismiss={() => answer('later')}
      actions={
        <>
          <Button onPress={() => answer('later')}>Decide later</Button>
          <Button icon="compare" onPress={() => answer('compare')}>
            Compare
          </Button>
          <Button onPress={() => answer('theirs')}>Take theirs</Button>
          <Button onPress={() => answer('mine')}>Keep mine</Button>
          <Button look="primary" icon="merge" autoFocus onPress={() => answer('merge')}>
            Merge
          </Button>
        </>
      }
    >
      <p>
        Another program wrote it while you have unsaved changes.
        {kept
          ? ' Nothing is lost whatever you choose:'
          : ' This workspace has no History, so choose with care:'}
      </p>
      <dl className={styles.choices}>
        <dt>Merge</dt>
        <dd>puts both together, line by line, in the editor. You save when it looks right.</dd>
        <dt>Keep mine</dt>
        <dd>
          keeps the editor; the next save replaces what is on disk{kept ? ', which stays in History.' : '.'}
        </dd>
        <dt>Take theirs</dt>
        <dd>loads what is on disk; your unsaved changes {kept ? 'stay in History.' : 'are lost.'}</dd>
      </dl>
    </Frame>
  );
}

interface MissingProps {
  readonly name: string;
  readonly typed: boolean;
  readonly answer: Props['answer'];
}

function MissingQuestion({ name, typed, answer }: MissingProps) {
  return (
    <Frame
      alert
      title={`${name} was deleted on disk`}
      onDismiss={() => answer('later')}
      actions={
        <>
          <Button onPress={() => answer('later')}>Decide later</Button>
          <Button onPress={() => answer('theirs')}>Close without saving</Button>
          <Button look="primary" autoFocus onPress={() => answer('mine')}>
            Keep mine
          </Button>
        </>
      }
    >
      <p>
        {typed
          ? 'You have unsaved changes in it. Keep them and the next save writes the file again; '
          : 'The editor still holds its text. Keep it and saving writes the file again; '}
        {keepsHistory() ? 'closed, the text stays in History.' : 'closed, the text is lost.'}
      </p>
    </Frame>
  );
}
