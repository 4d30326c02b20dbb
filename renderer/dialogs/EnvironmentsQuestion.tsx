import { useState } from 'react';
import type { EnvironmentInfo } from '../../shared/contract/model.ts';
import { Button } from '../controls/Button.tsx';
import { Picker } from '../controls/Picker.tsx';
import { useWorkspace } from '../state/workspace.ts';
import styles from './EnvironmentsQuestion.module.css';
import { Frame } from './Frame.tsx';
import type { Questions } from './questions.ts';

interface Props {
  readonly about: Questions['environments']['about'];
  readonly answer: (answer: Questions['environments']['answer']) => void;
}

interface Side {
  readonly environment: string;
  readonly service: string | null;
}

/** Which two environments to compare. */
export function EnvironmentsQuestion({ about, answer }: Props) {
  const environments = useWorkspace((store) => store.workspace?.environments) ?? [];
  const [left, setLeft] = useState<Side>(about);
  const [right, setRight] = useState<Side>({
    ...about,
    environment: following(environments, about.environment),
  });
  return (
    <Frame
      title="Compare environments"
      onDismiss={() => answer(null)}
      actions={
        <>
          <Button onPress={() => answer(null)}>Cancel</Button>
          <Button
            look="primary"
            icon="compare"
            autoFocus
            onPress={() =>
              answer({ left: { kind: 'environment', ...left }, right: { kind: 'environment', ...right } })
            }
          >
            Compare
          </Button>
        </>
      }
    >
      <p>The effective configuration of both, side by side.</p>
      <SidePicker label="Left" side={left} onChange={setLeft} />
      <SidePicker label="Right" side={right} onChange={setRight} />
    </Frame>
  );
}

/** The environment listed after this one, around the end. */
function following(environments: readonly EnvironmentInfo[], environment: string): string {
  const at = environments.findIndex(({ name }) => name === environment);
  return environments[(at + 1) % environments.length]?.name ?? environment;
}

function SidePicker(props: { label: string; side: Side; onChange: (side: Side) => void }) {
  const { label, side, onChange } = props;
  const workspace = useWorkspace((store) => store.workspace);
  const services = workspace?.services ?? [];
  return (
    <div className={styles.side}>
      <span aria-hidden>{label}</span>
      <Picker
        label={`${label} environment`}
        showAllLabel={`Show all environments, ${label}`}
        fieldId={`${label}-environment`}
        items={(workspace?.environments ?? []).map(({ name, aliases }) => ({ id: name, name, aliases }))}
        chosen={side.environment}
        onChoose={(environment) => onChange({ ...side, environment })}
      />
      {services.length === 0 ? null : (
        <Picker
          label={`${label} service`}
          showAllLabel={`Show all services, ${label}`}
          fieldId={`${label}-service`}
          items={[{ id: '', name: 'any service' }, ...services.map((name) => ({ id: name, name }))]}
          chosen={side.service ?? ''}
          onChoose={(id) => onChange({ ...side, service: id === '' ? null : id })}
        />
      )}
    </div>
  );
}
