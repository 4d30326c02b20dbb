import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, memo, useEffect, useId, useRef } from 'react';
import type { EffectiveRow } from '../../shared/contract/model.ts';
import { Icon } from '../theme/icons.tsx';
import styles from './EffectiveTree.module.css';
import { keyTarget } from './keyboard.ts';
import { describeRow, sameRow } from './rows.ts';
import { indentOf, ValueRow } from './ValueRow.tsx';

interface EffectiveTreeProps {
  readonly rows: readonly EffectiveRow[];
  readonly folded: ReadonlySet<string>;
  readonly focused: string | null;
  /** The rows are still those of another environment; they lead nowhere. */
  readonly outdated: boolean;
  readonly onFocus: (path: string) => void;
  readonly onFold: (path: string, fold: boolean) => void;
  readonly onOpen: (row: EffectiveRow) => void;
}

/** Pixels; the height of a row in EffectiveTree.module.css. */
const rowHeight = 24;

/** The rows of the effective configuration; only those in sight are drawn. */
export function EffectiveTree(props: EffectiveTreeProps) {
  const { rows, folded, focused, outdated, onFocus, onFold, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    paddingEnd: 8,
  });
  const focusedAt = rows.findIndex(({ path }) => path === focused);

  useEffect(() => {
    if (focusedAt >= 0) virtual.scrollToIndex(focusedAt, { align: 'auto' });
  }, [focusedAt, virtual]);

  const activate = (row: EffectiveRow) => {
    onFocus(row.path);
    if (row.kind === 'table') onFold(row.path, !folded.has(row.path));
    else if (!outdated) onOpen(row);
  };

  const onClick = ({ target }: MouseEvent) => {
    const row = rows.find(({ path }) => path === rowPath(target));
    if (row !== undefined) activate(row);
  };

  /** The tree keeps the focus and says which row is active; rows have no keys of their own. */
  const onMouseDown = (event: MouseEvent<HTMLElement>) => {
    if (rowPath(event.target) === null) return;
    event.preventDefault();
    event.currentTarget.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = keyTarget(event.key, rows, focusedAt, folded);
    if (target === null) return;
    event.preventDefault();
    if (target.kind === 'fold') onFold(target.row.path, target.fold);
    else if (target.kind === 'open') activate(target.row);
    else onFocus(target.row.path);
  };

  return (
    <div
      ref={scroller}
      role="tree"
      aria-label="Effective configuration"
      aria-busy={outdated}
      aria-activedescendant={focusedAt >= 0 ? `${id}-${focusedAt}` : undefined}
      tabIndex={0}
      className={styles.tree}
      onClick={onClick}
      onMouseDown={onMouseDown}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={styles.all} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <Row
              key={row.path}
              id={`${id}-${index}`}
              row={row}
              top={start}
              focused={index === focusedAt}
              folded={row.kind === 'table' && folded.has(row.path)}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The path of the row something was pressed in. */
function rowPath(target: EventTarget): string | null {
  return (target instanceof Element && target.closest('[data-path]')?.getAttribute('data-path')) || null;
}

interface RowProps {
  readonly id: string;
  readonly row: EffectiveRow;
  /** Pixels from the start of the list. */
  readonly top: number;
  readonly focused: boolean;
  readonly folded: boolean;
}

const Row = memo(
  function Row({ id, row, top, focused, folded }: RowProps) {
    return (
      <div
        id={id}
        role="treeitem"
        aria-level={row.depth + 1}
        aria-label={describeRow(row)}
        aria-selected={focused}
        aria-expanded={row.kind === 'table' ? !folded : undefined}
        tabIndex={-1}
        data-path={row.path}
        className={styles.row}
        style={{ translate: `0 ${top}px` }}
      >
        {row.kind === 'table' ? <TableRow row={row} folded={folded} /> : <ValueRow row={row} />}
      </div>
    );
  },
  ({ row: before, ...place }, { row: after, ...nextPlace }) =>
    sameRow(before, after) &&
    (Object.keys(place) as (keyof typeof place)[]).every((name) => place[name] === nextPlace[name]),
);

function TableRow({ row, folded }: { row: EffectiveRow; folded: boolean }) {
  return (
    <span className={styles.table} style={{ paddingLeft: indentOf(row) }}>
      <Icon name={folded ? 'right' : 'down'} className={styles.twisty} />
      <span className={styles.tableName}>{row.key}</span>
      {row.problems.error > 0 ? <Icon name="error" className={styles.error} /> : null}
    </span>
  );
}
