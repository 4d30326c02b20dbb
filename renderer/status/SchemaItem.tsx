import { Button } from 'react-aria-components/Button';
import { Hint } from '../controls/Button.tsx';
import { ask } from '../dialogs/questions.ts';
import { activeFile, useTabs } from '../state/tabs.ts';
import { useWorkspace } from '../state/workspace.ts';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import { dismiss } from '../toasts/queue.ts';
import styles from './StatusBar.module.css';
import { asksForConsent, schemaLabel, whySchema } from './schema-words.ts';
import { schemaSubject, useSchemaStanding } from './useSchemaStanding.ts';

/** The schema's name; pressed, it says why that one, and lets another be picked. */
export function SchemaItem() {
  const standing = useSchemaStanding();
  if (standing === null) return null;
  const isAsking = asksForConsent(standing);
  return (
    <Hint text={`${whySchema(standing)} ${isAsking ? 'A schema waits for your word.' : ''}`.trim()}>
      <Button className={cx(styles.item, isAsking && styles.asking)} onPress={askAboutSchema}>
        {isAsking ? <Icon name="remote" /> : null}
        {schemaLabel(standing)}
      </Button>
    </Hint>
  );
}

/** Opens the answer to "why this schema?" for the file in front. */
export function askAboutSchema(): void {
  const { workspace } = useWorkspace.getState();
  const file = schemaSubject(workspace, activeFile(useTabs.getState()));
  if (workspace === null) return;
  dismiss('schema-waits');
  void ask('schema', { file });
}
