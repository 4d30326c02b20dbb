import { Button } from 'react-aria-components/Button';
import type { SchemaReason, SchemaRule, SchemaStanding } from '../../../shared/contract/schema-model.ts';
import { Hint } from '../../controls/Button.tsx';
import { KeepEnd } from '../../controls/Marks.tsx';
import { baseName } from '../../state/workspace.ts';
import { placeOf, ruleNames } from '../../status/schema-words.ts';
import { cx } from '../../theme/cx.ts';
import { Icon } from '../../theme/icons.tsx';
import styles from './SchemaRules.module.css';
import { Section } from './Section.tsx';

interface Props {
  readonly standing: SchemaStanding;
  readonly onGo: (file: string, line: number) => void;
}

/** Every rule in the order of strength: the one that won, those that lost, those that say nothing. */
export function SchemaRules({ standing: { rules, reasons }, onGo }: Props) {
  return (
    <Section title="Why this one: the first rule that names a schema wins">
      <ol className={styles.rules}>
        {rules.flatMap((rule) => {
          const said = reasons.filter((reason) => reason.rule === rule);
          if (said.length === 0) return [<SilentRule key={rule} rule={rule} />];
          return said.map((reason) => (
            <NamingRule
              key={`${rule} ${reason.address} ${placeOf(reason)}`}
              reason={reason}
              fate={fateOf(reason, reasons[0])}
              onGo={onGo}
            />
          ));
        })}
      </ol>
    </Section>
  );
}

function SilentRule({ rule }: { rule: SchemaRule }) {
  return (
    <li className={cx(styles.rule, styles.silent)}>
      <span />
      <span className={styles.label}>{ruleNames[rule]}</span>
      <span>{rule === 'pick' ? 'none made' : 'names none'}</span>
    </li>
  );
}

/** Whoever names what another rule has chosen loses nothing. */
type Fate = 'won' | 'same' | 'lost';

const fateWords: Readonly<Record<Fate, string>> = {
  won: 'wins with',
  same: 'names the same,',
  lost: 'loses with',
};

function fateOf(reason: SchemaReason, winner: SchemaReason | undefined): Fate {
  if (reason === winner) return 'won';
  return reason.address === winner?.address ? 'same' : 'lost';
}

interface NamingProps {
  readonly reason: SchemaReason;
  readonly fate: Fate;
  readonly onGo: Props['onGo'];
}

function NamingRule({ reason, fate, onGo }: NamingProps) {
  const { from } = reason;
  return (
    <li className={cx(styles.rule, styles[fate])}>
      {fate === 'won' ? <Icon name="ok" /> : <span />}
      <span className={styles.label}>
        {ruleNames[reason.rule]}
        <span className="spoken"> {fateWords[fate]}</span>
      </span>
      <KeepEnd text={reason.address ?? 'no schema'} className={styles.said} />
      {from?.file ? (
        <Hint text={placeOf(reason)}>
          <Button className={cx(styles.place)} onPress={() => onGo(from.file ?? '', from.line)}>
            {baseName(placeOf(reason))}
          </Button>
        </Hint>
      ) : (
        <span>{placeOf(reason)}</span>
      )}
    </li>
  );
}
