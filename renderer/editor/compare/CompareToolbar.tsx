import { Button } from 'react-aria-components/Button';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { Hint } from '../../controls/Button.tsx';
import { cx } from '../../theme/cx.ts';
import styles from './CompareToolbar.module.css';

interface CompareToolbarProps {
  readonly summary: string;
  readonly sideBySide: boolean;
  readonly onSideBySide: (sideBySide: boolean) => void;
  readonly onGo: (target: 'next' | 'previous') => void;
}

/** What the comparison found, the way through it, and how it is laid out. */
export function CompareToolbar({ summary, sideBySide, onSideBySide, onGo }: CompareToolbarProps) {
  return (
    <div className={cx(styles.bar)} role="toolbar" aria-label="Comparison">
      <span className={cx(styles.summary)} role="status">
        {summary}
      </span>
      <Hint text="Previous change" shortcut="Shift+Alt+F5">
        <Button className={cx(styles.button)} aria-label="Previous change" onPress={() => onGo('previous')}>
          <span className="codicon codicon-arrow-up" aria-hidden />
        </Button>
      </Hint>
      <Hint text="Next change" shortcut="Alt+F5">
        <Button className={cx(styles.button)} aria-label="Next change" onPress={() => onGo('next')}>
          <span className="codicon codicon-arrow-down" aria-hidden />
        </Button>
      </Hint>
      <ToggleButtonGroup
        className={cx(styles.group)}
        aria-label="Layout"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[sideBySide ? 'side' : 'inline']}
        onSelectionChange={(keys) => onSideBySide(keys.has('side'))}
      >
        <ToggleButton id="side" className={cx(styles.choice)}>
          Side by side
        </ToggleButton>
        <ToggleButton id="inline" className={cx(styles.choice)}>
          Inline
        </ToggleButton>
      </ToggleButtonGroup>
    </div>
  );
}
