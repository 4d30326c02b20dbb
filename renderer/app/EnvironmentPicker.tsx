import { useMemo } from 'react';
import type { Counts, EnvironmentInfo } from '../../shared/contract/model.ts';
import { ProblemBadge } from '../controls/Marks.tsx';
import { Picker } from '../controls/Picker.tsx';
import { environmentCounts, noSelections, selectionState, useAnalysis } from '../state/analysis.ts';
import { useSelection } from '../state/selection.ts';
import { useWorkspace } from '../state/workspace.ts';
import { Icon } from '../theme/icons.tsx';
import { environmentFieldId, serviceFieldId } from './fields.ts';
import styles from './TitleStrip.module.css';

const noEnvironments: readonly EnvironmentInfo[] = [];

/** Chooses the environment everything else is about; says which are protected and which have problems. */
export function EnvironmentPicker() {
  const environments = useWorkspace((store) => store.workspace?.environments ?? noEnvironments);
  const { environment, service } = useSelection();
  const selections = useAnalysis((store) => store.analysis?.selections ?? noSelections);
  const counts = useAnalysis(({ analysis }) => selectionState(analysis, environment, service)?.problems);
  const items = useMemo(
    () =>
      environments.map((item) => ({
        id: item.name,
        name: item.name,
        aliases: item.aliases,
        mark: <Marks environment={item} counts={environmentCounts(selections, item.name)} />,
      })),
    [environments, selections],
  );
  const current = environments.find(({ name }) => name === environment);
  if (items.length === 0) return null;
  return (
    <>
      <FieldLabel>Environment</FieldLabel>
      <Picker
        label="Environment"
        showAllLabel="Show all environments"
        fieldId={environmentFieldId}
        items={items}
        chosen={environment}
        onChoose={(name) => useSelection.setState({ environment: name })}
        mark={current === undefined ? null : <Marks environment={current} counts={counts} />}
        className={styles.environment}
      />
    </>
  );
}

/** Chooses the service, the second axis, where the workspace has one. */
export function ServicePicker() {
  const services = useWorkspace((store) => store.workspace?.services);
  const service = useSelection((store) => store.service);
  const items = useMemo(
    () => [{ id: noService, name: 'any' }, ...(services ?? []).map((name) => ({ id: name, name }))],
    [services],
  );
  if (items.length === 1) return null;
  return (
    <>
      <FieldLabel>Service</FieldLabel>
      <Picker
        label="Service"
        showAllLabel="Show all services"
        fieldId={serviceFieldId}
        items={items}
        chosen={service ?? noService}
        onChoose={(id) => useSelection.setState({ service: id === noService ? null : id })}
        className={styles.service}
      />
    </>
  );
}

/** Seen only: the field has its name for those who hear it. */
function FieldLabel({ children }: { children: string }) {
  return (
    <span aria-hidden className={styles.fieldLabel}>
      {children}
    </span>
  );
}

/** Cannot be the name of a service: names are not empty. */
const noService = '';

function Marks({ environment, counts }: { environment: EnvironmentInfo; counts: Counts | undefined }) {
  return (
    <>
      {environment.protected ? (
        <span
          className={styles.lock}
          title="Protected: viewing is free, saving what breaks it asks for a reason"
        >
          <Icon name="lock" />
          <span className="spoken">protected</span>
        </span>
      ) : null}
      {counts === undefined ? null : <ProblemBadge counts={counts} />}
    </>
  );
}
