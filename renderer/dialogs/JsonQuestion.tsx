import { useState } from 'react';
import { Label } from 'react-aria-components/Label';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { Button } from '../controls/Button.tsx';
import { cx } from '../theme/cx.ts';
import styles from './Field.module.css';
import { Frame } from './Frame.tsx';
import type { Questions } from './questions.ts';

/** For the JSON itself, where the clipboard cannot be read. */
export function JsonQuestion({ answer }: { answer: (answer: Questions['json']['answer']) => void }) {
  const [json, setJson] = useState('');
  return (
    <Frame
      title="Paste JSON as TOML"
      onDismiss={() => answer(null)}
      actions={
        <>
          <Button onPress={() => answer(null)}>Go back</Button>
          <Button look="primary" isDisabled={json.trim() === ''} onPress={() => answer(json)}>
            Write as TOML
          </Button>
        </>
      }
    >
      <p>This page may not read the clipboard. Paste the JSON here; it is written where the cursor is.</p>
      <TextField value={json} onChange={setJson} autoFocus className={cx(styles.field)}>
        <Label>JSON</Label>
        <TextArea className={cx(styles.input, styles.code)} rows={10} spellCheck="false" />
      </TextField>
    </Frame>
  );
}
