import { Button } from '../controls/Button.tsx';
import { describeTime } from '../history/grouping.ts';
import { Frame } from './Frame.tsx';
import type { Questions } from './questions.ts';

interface Props {
  readonly about: Questions['restore']['about'];
  readonly answer: (answer: Questions['restore']['answer']) => void;
}

/** Before an earlier version is written as a new one. */
export function RestoreQuestion({ about: { name, version, next, unsaved }, answer }: Props) {
  const creates = next === null ? 'creates a new version' : `creates version ${next}`;
  return (
    <Frame
      title={`Restore version ${version.version} of ${name}?`}
      onDismiss={() => answer(false)}
      actions={
        <>
          <Button onPress={() => answer(false)}>Cancel</Button>
          <Button look="primary" autoFocus onPress={() => answer(true)}>
            Restore this version ({creates})
          </Button>
        </>
      }
    >
      <p>
        The file gets the content of {describeTime(version.time, new Date())} again. Nothing is removed from
        History; the versions since stay there.
      </p>
      {unsaved ? <p>The unsaved changes in the editor are kept in History too.</p> : null}
    </Frame>
  );
}
