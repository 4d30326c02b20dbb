import { type FormEvent, useState } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField } from 'react-aria-components/TextField';
import { Button } from '../controls/Button.tsx';
import { cx } from '../theme/cx.ts';
import styles from './Field.module.css';
import { Frame } from './Frame.tsx';
import type { Questions } from './questions.ts';

interface Props {
  readonly about: Questions['reason']['about'];
  readonly answer: (answer: Questions['reason']['answer']) => void;
}

/** Before a save or a restore that makes a protected environment invalid. */
export function ReasonQuestion({ about: { name, message, action }, answer }: Props) {
  const [reason, setReason] = useState('');
  const given = reason.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (given !== '') answer(given);
  };
  return (
    <Frame
      title={`${action} ${name} all the same?`}
      onDismiss={() => answer(null)}
      actions={
        <>
          <Button onPress={() => answer(null)}>Go back</Button>
          <Button look="danger" isDisabled={given === ''} onPress={() => answer(given)}>
            {action} with this reason
          </Button>
        </>
      }
    >
      <p>{message}</p>
      <form onSubmit={submit}>
        <TextField
          value={reason}
          onChange={setReason}
          autoFocus
          maxLength={2000}
          className={cx(styles.field)}
        >
          <Label>Reason, kept with the version</Label>
          <Input
            className={cx(styles.input)}
            placeholder={`Why this has to be ${action === 'Save' ? 'saved' : 'restored'} now`}
          />
        </TextField>
      </form>
    </Frame>
  );
}
