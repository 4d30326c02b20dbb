import type { SchemaReason, SchemaStanding } from '../../shared/contract/schema-model.ts';
import { goTo } from '../app/places.ts';
import { Button } from '../controls/Button.tsx';
import { KeepEnd } from '../controls/Marks.tsx';
import { baseName } from '../state/workspace.ts';
import { asksForConsent, whySchema } from '../status/schema-words.ts';
import { Icon } from '../theme/icons.tsx';
import { Frame } from './Frame.tsx';
import type { Questions } from './questions.ts';
import styles from './SchemaQuestion.module.css';
import { ForeignSchemas } from './schema/ForeignSchemas.tsx';
import { SchemaChoices } from './schema/SchemaChoices.tsx';
import { SchemaRules } from './schema/SchemaRules.tsx';
import { useSchema } from './schema/useSchema.ts';

interface Props {
  readonly about: Questions['schema']['about'];
  readonly answer: (answer: null) => void;
}

/** Which schema counts, why, and what else could: "why this schema?" in the status bar. */
export function SchemaQuestion({ about, answer }: Props) {
  const desk = useSchema(about.file);
  const { standing, failure } = desk;
  const reason = standing?.reasons[0];
  const close = () => answer(null);
  const go = (file: string, line?: number) => {
    close();
    goTo(file, line);
  };
  return (
    <Frame
      wide
      title={titleOf(standing)}
      onDismiss={close}
      actions={
        <>
          {reason?.rule === 'pick' ? (
            <Button isDisabled={desk.busy !== null} onPress={() => desk.pick({ kind: 'drop' })}>
              Forget my pick
            </Button>
          ) : null}
          {reason?.target ? (
            <Button icon="schema" onPress={() => go(reason.target ?? '')}>
              Open the schema
            </Button>
          ) : null}
          <Button look="primary" autoFocus onPress={close}>
            Close
          </Button>
        </>
      }
    >
      {standing === null ? null : (
        <>
          <Headline standing={standing} reason={reason} />
          <ForeignSchemas desk={desk} standing={standing} />
          <SchemaRules standing={standing} onGo={go} />
          <SchemaChoices desk={desk} reason={reason} />
        </>
      )}
      {failure === null ? null : (
        <p role="alert" className={styles.failure}>
          {failure.message} {failure.remedy}
        </p>
      )}
    </Frame>
  );
}

function titleOf(standing: SchemaStanding | null): string {
  if (standing === null) return 'Schema';
  const { path } = standing.subject;
  return path === '' ? 'Schema of this workspace' : `Schema of ${baseName(path)}`;
}

interface HeadlineProps {
  readonly standing: SchemaStanding;
  readonly reason: SchemaReason | undefined;
}

function Headline({ standing, reason }: HeadlineProps) {
  const isUsed = standing.state === 'ready';
  return (
    <div className={styles.headline}>
      <span className={styles.name}>
        <Icon name="schema" />
        {reason?.name ?? 'No schema'}
        {isUsed || standing.state === 'none' ? null : (
          <em className={styles.state}>{stateWords(standing)}</em>
        )}
      </span>
      {reason?.address ? <KeepEnd text={reason.address} className={styles.address} /> : null}
      <p className={styles.why}>{whySchema(standing)}</p>
      {asksForConsent(standing) && isUsed ? (
        <p className={styles.why}>It refers to schemas that are not used until you agree.</p>
      ) : null}
      {standing.merged === null ? null : (
        <p className={styles.why}>
          {isUsed
            ? `That is for the file as it is typed. What the layers give together is checked against ${standing.merged.name}.`
            : `Until it can be used, the file is checked against ${standing.merged.name}, like the other layers.`}
        </p>
      )}
    </div>
  );
}

function stateWords({ state }: SchemaStanding): string {
  switch (state) {
    case 'missing':
      return 'does not exist';
    case 'declined':
      return 'declined';
    case 'failed':
      return 'could not be had';
    default:
      return 'waits for your word';
  }
}
