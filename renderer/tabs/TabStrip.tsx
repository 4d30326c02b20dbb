import { type MouseEvent, useEffect, useMemo, useRef, type WheelEvent } from 'react';
import { Button } from 'react-aria-components/Button';
import { Tab as AriaTab, TabList } from 'react-aria-components/Tabs';
import { useApp } from '../app/context.ts';
import { goTo } from '../app/places.ts';
import { closeTab } from '../app/saving.ts';
import { fileIcon } from '../layers/file-icon.ts';
import { hasErrors, useAnalysis } from '../state/analysis.ts';
import { useDocuments } from '../state/documents.ts';
import { type Tab, tabTitles, useTabs } from '../state/tabs.ts';
import { findFile } from '../state/workspace.ts';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import styles from './TabStrip.module.css';

/** The tabs; must stand inside the `Tabs` whose panel shows the active one. */
export function TabStrip() {
  const tabs = useTabs((store) => store.tabs);
  const active = useTabs((store) => store.active);
  const titles = useMemo(() => tabTitles(tabs), [tabs]);
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The list draws its tabs after this component did.
    const frame = requestAnimationFrame(() => {
      const selected = strip.current?.querySelector(`[data-tab="${CSS.escape(active ?? '')}"]`);
      selected?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
    return () => cancelAnimationFrame(frame);
  }, [active]);
  return (
    <div ref={strip} className={styles.strip} onWheel={scrollSideways}>
      <TabList aria-label="Open files" items={tabs} className={cx(styles.list)} dependencies={[titles]}>
        {(tab) => (
          <OneTab tab={tab} name={titles.get(tab.id)?.name ?? ''} folder={titles.get(tab.id)?.folder ?? ''} />
        )}
      </TabList>
    </div>
  );
}

/** A wheel that only turns up and down still reaches every tab. */
function scrollSideways({ currentTarget, deltaX, deltaY }: WheelEvent<HTMLElement>): void {
  if (deltaX === 0) currentTarget.scrollLeft += deltaY;
}

function OneTab({ tab, name, folder }: { tab: Tab; name: string; folder: string }) {
  const { client } = useApp();
  const file = tab.kind === 'file' ? tab.file : null;
  const dirty = useDocuments((store) => file !== null && (store.documents.get(file)?.dirty ?? false));
  const broken = useAnalysis((store) => file !== null && hasErrors(store.analysis, file));
  const close = () => void closeTab(client, tab.id);
  const onMiddleClick = (event: MouseEvent) => {
    if (event.button !== 1) return;
    event.preventDefault();
    close();
  };
  return (
    <AriaTab
      id={tab.id}
      aria-label={[name, folder, dirty ? 'unsaved' : '', broken ? 'has errors' : '']
        .filter(Boolean)
        .join(', ')}
      className={cx(styles.tab, dirty && styles.dirty, broken && styles.broken)}
      data-tab={tab.id}
      onPress={({ pointerType }) => {
        if (pointerType !== 'keyboard' && file !== null) goTo(file);
      }}
      onAuxClick={onMiddleClick}
      onMouseDown={(event) => {
        if (event.button === 1) event.preventDefault();
      }}
    >
      <Icon
        name={
          tab.kind === 'compare'
            ? 'compare'
            : fileIcon(findFile(tab.file) ?? { role: 'other', language: 'text' })
        }
        className={styles.icon}
      />
      <span className={styles.name} title={tab.kind === 'file' ? tab.path : tab.title}>
        {name}
      </span>
      {folder === '' ? null : <span className={styles.folder}>{folder}</span>}
      <Button aria-label={`Close ${name}`} excludeFromTabOrder className={cx(styles.close)} onPress={close}>
        <Icon name="dirty" className={styles.dot} />
        <Icon name="close" className={styles.cross} />
      </Button>
    </AriaTab>
  );
}
