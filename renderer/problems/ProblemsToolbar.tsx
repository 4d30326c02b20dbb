import { useMemo } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import type { Problem, Severity } from '../../shared/contract/model.ts';
import { FilterField } from '../controls/FilterField.tsx';
import { MenuButton } from '../controls/Menu.tsx';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import type { Scope } from './filter.ts';
import styles from './ProblemsPanel.module.css';
import { useProblemsQuery } from './query.ts';

const severities: readonly Severity[] = ['error', 'warning', 'info'];
const names: Readonly<Record<Severity, string>> = { error: 'Errors', warning: 'Warnings', info: 'Hints' };

/** Which problems are listed: by severity, by place, by words. */
export function ProblemsToolbar({
  problems,
  silenced,
  environment,
}: {
  problems: readonly Problem[];
  /** How many more there are that comments silence. */
  silenced: number;
  environment: string;
}) {
  const { scope, hidden, text } = useProblemsQuery();
  const numbers = useMemo(() => Map.groupBy(problems, ({ severity }) => severity), [problems]);
  const scopes = [
    { id: 'all', label: 'Everywhere' },
    { id: 'environment', label: environment === '' ? 'This environment' : `In ${environment}` },
    { id: 'file', label: 'In this file' },
  ];
  return (
    <div className={styles.toolbar}>
      {silenced === 0 ? null : (
        <span
          className={styles.silenced}
          title="By # strata-ignore comments, which stand where they are silenced"
        >
          {silenced.toLocaleString('en')} silenced
        </span>
      )}
      {severities.map((severity) => {
        const number = numbers.get(severity)?.length ?? 0;
        return (
          <ToggleButton
            key={severity}
            aria-label={`${names[severity]} (${number})`}
            isSelected={!hidden.has(severity)}
            onChange={(on) => toggle(severity, on)}
            className={cx(styles.severity)}
          >
            <Icon name={severity} className={number > 0 ? styles[severity] : undefined} />
            {number}
          </ToggleButton>
        );
      })}
      <MenuButton
        label={`Scope: ${scopes.find(({ id }) => id === scope)?.label}`}
        className={styles.scope}
        choices={scopes}
        chosen={scope}
        onChoose={(id) => useProblemsQuery.setState({ scope: id as Scope })}
      >
        <span className={styles.scopeText}>{scopes.find(({ id }) => id === scope)?.label}</span>
        <Icon name="down" />
      </MenuButton>
      <FilterField
        label="Filter problems"
        placeholder="Filter"
        value={text}
        onChange={(value) => useProblemsQuery.setState({ text: value })}
        className={styles.filter}
      />
    </div>
  );
}

function toggle(severity: Severity, on: boolean): void {
  const hidden = new Set(useProblemsQuery.getState().hidden);
  if (on) hidden.delete(severity);
  else hidden.add(severity);
  useProblemsQuery.setState({ hidden });
}
