import { Button } from '../controls/Button.tsx';
import { keepsHistory } from '../state/workspace.ts';
import { Frame } from './Frame.tsx';
import type { Questions } from './questions.ts';

interface Props {
  readonly about: Questions['close']['about'];
  readonly answer: (answer: Questions['close']['answer']) => void;
}

/** Before a tab with unsaved work closes. */
export function CloseQuestion({ about: { names }, answer }: Props) {
  return (
    <Frame
      alert
      title={names.length === 1 ? `Save the changes to ${names[0]}?` : 'Save the changes?'}
      onDismiss={() => answer('cancel')}
      actions={
        <>
          <Button onPress={() => answer('cancel')}>Cancel</Button>
          <Button look="danger" onPress={() => answer('discard')}>
            Don’t save
          </Button>
          <Button look="primary" autoFocus onPress={() => answer('save')}>
            Save
          </Button>
        </>
      }
    >
      <p>
        Without saving, the file keeps what is on disk.{' '}
        {keepsHistory()
          ? 'What you typed stays in History as unsaved work.'
          : 'What you typed is lost then: this workspace has no History.'}
      </p>
    </Frame>
  );
}
