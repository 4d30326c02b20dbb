import { Button } from 'react-aria-components/Button';
import type { Problem } from '../../shared/contract/model.ts';
import { KeepEnd, SeverityIcon } from '../controls/Marks.tsx';
import { useWorkspace } from '../state/workspace.ts';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import { fixProblem, isFixable } from './fix.ts';
import styles from './ProblemsPanel.module.css';

/** Two lines: what and where; which key, what to write instead, what it breaks. */
export function ProblemRow({ problem, environment }: { problem: Problem; environment: string }) {
  const { severity, message, suggestion, path, rule, code } = problem;
  return (
    <div className={styles.row}>
      <SeverityIcon severity={severity} />
      <span className={styles.message} title={message}>
        {message}
      </span>
      <KeepEnd text={placeOf(problem)} className={styles.place} />
      <div className={styles.second}>
        {path === '' ? null : <KeepEnd text={path} className={styles.key} />}
        {suggestion === undefined ? null : <Suggestion problem={problem} text={suggestion} />}
        <Concerned problem={problem} environment={environment} />
        <span className={styles.rule} title={rule ?? code}>
          {ruleName(problem)}
        </span>
      </div>
    </div>
  );
}

/** What to write instead; where the text can be mended, pressing it offers the quick fixes there. */
function Suggestion({ problem, text }: { problem: Problem; text: string }) {
  const content = (
    <>
      <Icon name="hint" />
      {text}
    </>
  );
  if (!isFixable(problem)) {
    return (
      <span className={styles.suggestion} title={text}>
        {content}
      </span>
    );
  }
  return (
    <Button
      className={cx(styles.suggestion, styles.fix)}
      aria-label={`Quick fix: ${text}`}
      onPress={() => fixProblem(problem)}
    >
      {content}
    </Button>
  );
}

/** The environments a problem breaks, the selected one set off. */
function Concerned({
  problem: { environments, severity },
  environment,
}: {
  problem: Problem;
  environment: string;
}) {
  const all = useWorkspace((store) => store.workspace?.environments.length ?? 0);
  if (environments.length === 0) return null;
  const verb = severity === 'error' ? 'breaks' : 'in';
  if (all > 1 && environments.length === all)
    return <span className={styles.breaks}>{verb} every environment</span>;
  return (
    <span className={styles.breaks} title={environments.join(', ')}>
      {verb}{' '}
      {environments.map((name, index) => (
        <span key={name}>
          {index > 0 ? ', ' : ''}
          <span className={cx(name === environment && styles.current)}>{name}</span>
        </span>
      ))}
    </span>
  );
}

/** What is read out for the row. */
export function problemInWords(problem: Problem): string {
  const { severity, message, path, suggestion } = problem;
  return [`${severity}: ${message}`, placeOf(problem), path, suggestion].filter(Boolean).join(', ');
}

/** The schema keyword at the end of a JSON Pointer, or the rule's own name. */
function ruleName({ rule, code }: Problem): string {
  if (rule === undefined) return code;
  return rule.startsWith('/') ? rule.slice(rule.lastIndexOf('/') + 1) : rule;
}

function placeOf({ file, range }: Problem): string {
  return file === '' ? 'workspace' : `${file}:${range.start.line}`;
}
