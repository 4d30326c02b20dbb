import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { ToggleButton, type ToggleButtonProps } from 'react-aria-components/ToggleButton';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { cx } from '../theme/cx.ts';
import { Icon, type IconName } from '../theme/icons.tsx';
import styles from './Button.module.css';

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children'> {
  readonly icon?: IconName;
  readonly look?: 'plain' | 'primary' | 'danger';
  readonly children: ReactNode;
}

/** A button with words. */
export function Button({ icon, look = 'plain', children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={cx(styles.button, styles[look])}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </AriaButton>
  );
}

interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'children'> {
  readonly icon: IconName;
  /** Said aloud and shown as a tooltip. */
  readonly label: string;
  /** Shown in the tooltip beside the label. */
  readonly shortcut?: string | undefined;
}

/** A button that is only a glyph; its name shows on hover and focus. */
export function IconButton({ icon, label, shortcut, ...props }: IconButtonProps) {
  return (
    <Hint text={label} shortcut={shortcut}>
      <AriaButton {...props} aria-label={label} className={cx(styles.iconButton)}>
        <Icon name={icon} />
      </AriaButton>
    </Hint>
  );
}

interface IconToggleProps extends Omit<ToggleButtonProps, 'className' | 'children'> {
  readonly icon: IconName;
  readonly label: string;
  readonly shortcut?: string | undefined;
}

export function IconToggle({ icon, label, shortcut, ...props }: IconToggleProps) {
  return (
    <Hint text={label} shortcut={shortcut}>
      <ToggleButton {...props} aria-label={label} className={cx(styles.iconButton)}>
        <Icon name={icon} />
      </ToggleButton>
    </Hint>
  );
}

/** Long enough that passing over a row of buttons shows nothing. */
const hintDelayMs = 600;

/** Explains the control it holds, on hover and keyboard focus. */
export function Hint(props: { text: string; shortcut?: string | undefined; children: ReactNode }) {
  return (
    <TooltipTrigger delay={hintDelayMs} closeDelay={0}>
      {props.children}
      <Tooltip className={cx(styles.hint)} offset={6}>
        {props.text}
        {props.shortcut === undefined ? null : <kbd className={styles.shortcut}>{props.shortcut}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}
