import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { IconButton } from '../controls/Button.tsx';
import { useRememberedSize } from '../controls/sizes.ts';
import { EffectivePanel } from '../effective/EffectivePanel.tsx';
import { HistoryPanel } from '../history/HistoryPanel.tsx';
import { LayersPanel } from '../layers/LayersPanel.tsx';
import { ProblemsPanel } from '../problems/ProblemsPanel.tsx';
import { useAnalysis } from '../state/analysis.ts';
import { type BottomView, useLayout } from '../state/layout.ts';
import { useTabs } from '../state/tabs.ts';
import { StatusBar } from '../status/StatusBar.tsx';
import { cx } from '../theme/cx.ts';
import { ActivityBar } from './ActivityBar.tsx';
import { CenterPane } from './CenterPane.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { FaultBoundary } from './FaultBoundary.tsx';
import styles from './Shell.module.css';
import { TitleStrip } from './TitleStrip.tsx';

/** The main window, as long as a workspace is open. */
export function Shell() {
  const layers = useLayout((store) => store.layers);
  const effective = useLayout((store) => store.effective);
  // A comparison needs the width, and shows the values that differ itself.
  const compares = useTabs(({ tabs, active }) => tabs.find(({ id }) => id === active)?.kind === 'compare');
  const left = useRememberedSize('layers', 256);
  const right = useRememberedSize('effective', '30%');
  return (
    <div className={styles.shell}>
      <TitleStrip />
      <ConnectionBanner />
      <div className={styles.body}>
        <ActivityBar />
        <Group
          className={styles.group}
          onLayoutChanged={(sizes, meta) => {
            left.remember(sizes, meta);
            right.remember(sizes, meta);
          }}
        >
          {layers ? (
            <>
              <Panel
                id="layers"
                panelRef={left.panelRef}
                defaultSize={left.defaultSize}
                minSize={180}
                maxSize="40%"
                groupResizeBehavior="preserve-pixel-size"
              >
                <FaultBoundary part="Layers">
                  <LayersPanel />
                </FaultBoundary>
              </Panel>
              <Separator className={styles.vertical} />
            </>
          ) : null}
          <Panel id="center" minSize={320}>
            <Middle />
          </Panel>
          {effective && !compares ? (
            <>
              <Separator className={styles.vertical} />
              <Panel
                id="effective"
                panelRef={right.panelRef}
                defaultSize={right.defaultSize}
                minSize={280}
                maxSize="60%"
                groupResizeBehavior="preserve-pixel-size"
              >
                <FaultBoundary part="Effective">
                  <EffectivePanel />
                </FaultBoundary>
              </Panel>
            </>
          ) : null}
        </Group>
      </div>
      <StatusBar />
    </div>
  );
}

function Middle() {
  const bottom = useLayout((store) => store.bottom);
  const below = useRememberedSize('bottom', 208);
  return (
    <Group orientation="vertical" onLayoutChanged={below.remember}>
      <Panel id="editor" minSize={120}>
        <CenterPane />
      </Panel>
      {bottom ? (
        <>
          <Separator className={styles.horizontal} />
          <Panel
            id="bottom"
            panelRef={below.panelRef}
            defaultSize={below.defaultSize}
            minSize={100}
            groupResizeBehavior="preserve-pixel-size"
          >
            <Bottom />
          </Panel>
        </>
      ) : null}
    </Group>
  );
}

function Bottom() {
  const view = useLayout((store) => store.bottomView);
  return (
    <Tabs
      className={cx(styles.bottom)}
      selectedKey={view}
      onSelectionChange={(key) => useLayout.setState({ bottomView: key as BottomView })}
    >
      <div className={styles.bottomHead}>
        <TabList aria-label="Bottom panel" className={cx(styles.bottomTabs)}>
          <Tab id="problems" className={cx(styles.bottomTab)}>
            Problems
            <ProblemNumber />
          </Tab>
          <Tab id="history" className={cx(styles.bottomTab)}>
            History
          </Tab>
        </TabList>
        <IconButton
          icon="close"
          label="Hide the bottom panel"
          onPress={() => useLayout.setState({ bottom: false })}
        />
      </div>
      <TabPanel id="problems" className={cx(styles.bottomPanel)}>
        <FaultBoundary part="Problems">
          <ProblemsPanel />
        </FaultBoundary>
      </TabPanel>
      <TabPanel id="history" className={cx(styles.bottomPanel)}>
        <FaultBoundary part="History">
          <HistoryPanel />
        </FaultBoundary>
      </TabPanel>
    </Tabs>
  );
}

/** By itself, so that the tabs around it are not drawn again with every mistake. */
function ProblemNumber() {
  const problems = useAnalysis((store) => store.analysis?.problemTotal ?? 0);
  return <span className={styles.number}>{problems.toLocaleString('en')}</span>;
}
