import type { ForeignSchema, SchemaStanding } from '../../../shared/contract/schema-model.ts';
import { Button } from '../../controls/Button.tsx';
import { KeepEnd } from '../../controls/Marks.tsx';
import { cx } from '../../theme/cx.ts';
import { Icon } from '../../theme/icons.tsx';
import styles from './ForeignSchemas.module.css';
import { Section } from './Section.tsx';
import type { SchemaDesk } from './useSchema.ts';

interface Props {
  readonly desk: SchemaDesk;
  readonly standing: SchemaStanding;
}

/** Schemas outside of the workspace: nothing of them is used before the user agrees. */
export function ForeignSchemas({ desk, standing: { foreign } }: Props) {
  if (foreign.length === 0) return null;
  return (
    <Section title="Outside of this workspace">
      <ul className={styles.list}>
        {foreign.map((schema) => (
          <li key={schema.address} aria-label={schema.address} className={styles.schema}>
            <div className={styles.line}>
              <Icon name={schema.kind === 'remote' ? 'remote' : 'folder'} />
              <KeepEnd text={schema.address} className={styles.address} />
            </div>
            <div className={styles.line}>
              <span className={cx(styles.about, schema.state === 'waiting' && styles.asks)}>
                {desk.busy === schema.address ? 'One moment…' : aboutSchema(schema)}
              </span>
              <Decisions desk={desk} schema={schema} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Decisions({ desk, schema: { address, kind, state } }: { desk: SchemaDesk; schema: ForeignSchema }) {
  const isDisabled = desk.busy !== null;
  const agree = () => desk.decide(address, true);
  const decline = () => desk.decide(address, false);
  if (state === 'ready') {
    return (
      <>
        <Button isDisabled={isDisabled} onPress={decline}>
          Stop using it
        </Button>
        {kind === 'remote' ? (
          <Button icon="refresh" isDisabled={isDisabled} onPress={() => desk.refresh(address)}>
            Refresh
          </Button>
        ) : null}
      </>
    );
  }
  return (
    <>
      {state === 'waiting' ? (
        <Button isDisabled={isDisabled} onPress={decline}>
          {kind === 'remote' ? 'Don’t fetch' : 'Don’t use'}
        </Button>
      ) : null}
      <Button look="primary" isDisabled={isDisabled} onPress={agree}>
        {state === 'failed' ? 'Try again' : kind === 'remote' ? 'Fetch' : 'Use it'}
      </Button>
    </>
  );
}

function aboutSchema({ kind, state, fetchedAt, message }: ForeignSchema): string {
  switch (state) {
    case 'ready':
      return kind === 'outside'
        ? 'In use.'
        : `In use, as fetched ${fetchedAt === null ? 'before' : new Date(fetchedAt).toLocaleString()}. Works without a network.`;
    case 'declined':
      return kind === 'remote' ? 'You said not to fetch it.' : 'You said not to use it.';
    case 'failed':
      return message ?? 'It could not be had.';
    default:
      return kind === 'remote'
        ? 'Nothing is fetched without your word. The server will see that somebody here asks for this address, nothing else.'
        : 'A file outside of this workspace is read only if you say so.';
  }
}
