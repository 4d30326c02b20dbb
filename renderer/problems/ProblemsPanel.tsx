import { type KeyboardEvent, useMemo } from 'react';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer';
import type { Problem } from '../../shared/contract/model.ts';
import { goTo } from '../app/places.ts';
import { strokeOf } from '../commands/keys.ts';
import { isMac } from '../commands/platform.ts';
import { Button } from '../controls/Button.tsx';
import { EmptyState } from '../controls/EmptyState.tsx';
import { count } from '../controls/wording.ts';
import { noProblems, useAnalysis } from '../state/analysis.ts';
import { useSelection } from '../state/selection.ts';
import { activeFile, useTabs } from '../state/tabs.ts';
import { cx } from '../theme/cx.ts';
import { notify } from '../toasts/queue.ts';
import { listProblems } from './filter.ts';
import { fixProblem, isFixable } from './fix.ts';
import { ProblemRow, problemInWords } from './ProblemRow.tsx';
import styles from './ProblemsPanel.module.css';
import { ProblemsToolbar } from './ProblemsToolbar.tsx';
import { clearProblemsQuery, useProblemsQuery } from './query.ts';

/** More than anybody reads; a filter finds the rest. */
const rowLimit = 300;
/** Pixels; the height of a row in ProblemsPanel.module.css. */
const rowHeight = 44;

/** What is wrong, where, what to write instead, and which environments it breaks. */
export function ProblemsPanel() {
  const query = useProblemsQuery();
  const environment = useSelection((store) => store.environment);
  const file = useTabs(activeFile);
  const problems = useAnalysis((store) => store.analysis?.problems ?? noProblems);
  const total = useAnalysis((store) => store.analysis?.problemTotal ?? 0);
  const silenced = useAnalysis((store) => store.analysis?.silencedTotal ?? 0);
  const listed = useMemo(
    () => listProblems(problems, { ...query, environment, file }),
    [problems, query, environment, file],
  );
  const items = useMemo(() => withKeys(listed.slice(0, rowLimit)), [listed]);
  const hidden = total - items.length;

  /** Ctrl+. as in the text itself; the list has no way to tell of other keys than its own. */
  const fixByKey = (event: KeyboardEvent) => {
    const stroke = strokeOf(event, isMac);
    const row = event.target instanceof Element ? event.target.closest('[role="row"]') : null;
    const problem = items.find(({ key }) => key === row?.getAttribute('data-key'))?.problem;
    if (stroke?.key !== '.' || !stroke.mod || problem === undefined || !isFixable(problem)) return;
    event.preventDefault();
    fixProblem(problem);
  };

  return (
    <section aria-label="Problems" className={styles.panel} onKeyDown={fixByKey}>
      <ProblemsToolbar problems={problems} silenced={silenced} environment={environment} />
      {items.length === 0 ? (
        <NoProblems found={total} />
      ) : (
        <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight }}>
          <GridList
            aria-label="Problems, the gravest first"
            items={items}
            className={cx(styles.list)}
            onAction={(key) => openProblem(items.find((item) => item.key === key)?.problem)}
          >
            {({ key, problem }) => (
              <GridListItem id={key} textValue={problemInWords(problem)} className={cx(styles.item)}>
                <ProblemRow problem={problem} environment={environment} />
              </GridListItem>
            )}
          </GridList>
        </Virtualizer>
      )}
      {hidden > 0 && items.length > 0 ? (
        <p className={styles.more}>{count(hidden, 'more problem')}; change the filter to see them.</p>
      ) : null}
    </section>
  );
}

/** Stable names for rows: what and where, counted when it occurs twice. */
function withKeys(problems: readonly Problem[]): { key: string; problem: Problem }[] {
  const seen = new Map<string, number>();
  return problems.map((problem) => {
    const { line, column } = problem.range.start;
    const name = `${problem.file}:${line}:${column} ${problem.code} ${problem.path}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { key: `${name} ${times}`, problem };
  });
}

function openProblem(problem: Problem | undefined): void {
  if (problem === undefined) return;
  const { line, column } = problem.range.start;
  if (problem.fileId !== null) goTo(problem.fileId, line, column);
  else
    notify({
      severity: 'info',
      code: 'no-place',
      message: 'This problem is not in a file of the workspace.',
    });
}

function NoProblems({ found }: { found: number }) {
  if (found === 0) {
    return (
      <EmptyState icon="ok" title="No problems">
        Every layer parses, and every environment fits the schema. What you type is checked as you type.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="filter"
      title="No problem matches the filter"
      actions={<Button onPress={clearProblemsQuery}>Show all {found.toLocaleString('en')}</Button>}
    />
  );
}
