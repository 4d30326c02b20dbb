import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import type { SchemaChoice, SchemaReason } from '../../../shared/contract/schema-model.ts';
import { cx } from '../../theme/cx.ts';
import { Icon } from '../../theme/icons.tsx';
import styles from './SchemaChoices.module.css';
import { Section } from './Section.tsx';
import type { SchemaDesk } from './useSchema.ts';

const NONE: SchemaChoice = {
  id: '',
  name: 'No schema',
  path: '',
  title: 'only the syntax is checked',
  kind: 'bundled',
};

interface Props {
  readonly desk: SchemaDesk;
  /** The reason that won. */
  readonly reason: SchemaReason | undefined;
}

/** The schemas that can be picked instead; a press picks. */
export function SchemaChoices({ desk, reason }: Props) {
  if (desk.choices === null) return null;
  return (
    <Section title="Pick another, for you in this workspace">
      <ListBox<SchemaChoice>
        aria-label="Schemas to pick from"
        items={[...desk.choices, NONE]}
        dependencies={[reason]}
        className={cx(styles.list)}
        onAction={(key) => {
          if (desk.busy === null)
            desk.pick(key === NONE.id ? { kind: 'none' } : { kind: 'schema', id: String(key) });
        }}
      >
        {(choice) => (
          <ListBoxItem id={choice.id} textValue={`${choice.name} ${choice.path}`} className={cx(styles.item)}>
            <span className={styles.check}>
              {isInUse(choice, reason) ? (
                <>
                  <Icon name="ok" />
                  <span className="spoken">in use</span>
                </>
              ) : null}
            </span>
            <span className={styles.name}>{choice.name}</span>
            <span className={styles.title}>{choice.title ?? ''}</span>
            <span className={styles.path}>{placeOf(choice)}</span>
          </ListBoxItem>
        )}
      </ListBox>
    </Section>
  );
}

/** The folder is enough: the name stands beside it. */
function placeOf({ kind, id, path }: SchemaChoice): string {
  if (kind === 'bundled') return id === NONE.id ? '' : 'shipped with Strata';
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function isInUse({ id, path }: SchemaChoice, reason: SchemaReason | undefined): boolean {
  if (reason === undefined) return false;
  if (id === NONE.id) return reason.address === null;
  return reason.address === (path === '' ? id : path);
}
