import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { type Key, Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { cx } from '../theme/cx.ts';
import { Icon, type IconName } from '../theme/icons.tsx';
import styles from './Menu.module.css';

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly shortcut?: string | undefined;
  readonly disabled?: boolean;
}

interface MenuButtonProps {
  /** The accessible name of the button. */
  readonly label: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
  readonly choices: readonly Choice[];
  /** Marks one of several that exclude each other. */
  readonly chosen?: string;
  readonly onChoose: (id: string) => void;
}

/** A button that opens a menu. */
export function MenuButton({ label, className, children, choices, chosen, onChoose }: MenuButtonProps) {
  return (
    <MenuTrigger>
      <AriaButton aria-label={label} className={cx(className)}>
        {children}
      </AriaButton>
      <Popover className={cx(styles.popover)} offset={4}>
        <Menu
          aria-label={label}
          className={cx(styles.menu)}
          onAction={(key: Key) => onChoose(String(key))}
          {...(chosen === undefined ? {} : { selectionMode: 'single' as const, selectedKeys: [chosen] })}
        >
          {choices.map((choice) => (
            <MenuItem
              key={choice.id}
              id={choice.id}
              textValue={choice.label}
              isDisabled={choice.disabled ?? false}
              className={cx(styles.item)}
            >
              <span className={styles.icon}>
                {chosen === choice.id ? <Icon name="ok" /> : choice.icon ? <Icon name={choice.icon} /> : null}
              </span>
              <span className={styles.label}>{choice.label}</span>
              {choice.shortcut === undefined ? null : (
                <kbd className={styles.shortcut}>{choice.shortcut}</kbd>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
