import { type KeyboardEvent, type ReactNode, use } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox, ComboBoxStateContext } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import styles from './Picker.module.css';

export interface PickerItem {
  readonly id: string;
  readonly name: string;
  /** Other names it is found by. */
  readonly aliases?: readonly string[];
  /** Shown at the end of its row. */
  readonly mark?: ReactNode;
}

interface PickerProps {
  /** The accessible name. */
  readonly label: string;
  /** The accessible name of the button that opens the list. */
  readonly showAllLabel: string;
  /** The DOM id of the field, so that a command can put the focus there. */
  readonly fieldId: string;
  readonly items: readonly PickerItem[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
  /** Shown in the field after the name. */
  readonly mark?: ReactNode;
  readonly className?: string | undefined;
}

/** Chooses one of a few named things by click or by typing part of a name or alias. */
export function Picker({
  label,
  showAllLabel,
  fieldId,
  items,
  chosen,
  onChoose,
  mark,
  className,
}: PickerProps) {
  const matches = (name: string, typed: string) => {
    const item = items.find((candidate) => candidate.name === name);
    const names = [name, ...(item?.aliases ?? [])];
    return names.some((one) => one.toLowerCase().includes(typed.trim().toLowerCase()));
  };
  return (
    <ComboBox
      aria-label={label}
      items={items}
      value={chosen}
      onChange={(key) => {
        if (key !== null) onChoose(String(key));
      }}
      defaultFilter={matches}
      menuTrigger="focus"
      className={cx(styles.picker, className)}
    >
      <Field
        id={fieldId}
        firstMatch={(typed) => items.find(({ name }) => matches(name, typed))?.id}
        onChoose={onChoose}
      />
      <span className={styles.mark}>{mark}</span>
      <Button aria-label={showAllLabel} className={cx(styles.button)}>
        <Icon name="down" />
      </Button>
      <Popover className={cx(styles.popover)} offset={4}>
        <ListBox<PickerItem> className={cx(styles.list)}>
          {({ id, name, aliases = [], mark: itemMark }) => (
            <ListBoxItem id={id} textValue={name} className={cx(styles.item)}>
              <span className={styles.check}>{id === chosen ? <Icon name="ok" /> : null}</span>
              <span className={styles.name}>{name}</span>
              <span className={styles.aliases}>{aliases.join(', ')}</span>
              {itemMark}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

interface FieldProps {
  readonly id: string;
  readonly firstMatch: (typed: string) => string | undefined;
  readonly onChoose: (id: string) => void;
}

/** The field itself: a click always opens the list, and Enter takes the first match of what was typed. */
function Field({ id, firstMatch, onChoose }: FieldProps) {
  const state = use(ComboBoxStateContext);
  const takeFirst = (event: KeyboardEvent<HTMLInputElement>) => {
    const field = event.currentTarget;
    const isTyped = field.value !== state?.selectedItem?.textValue;
    if (event.key !== 'Enter' || !isTyped || field.getAttribute('aria-activedescendant')) return;
    const first = firstMatch(field.value);
    if (first !== undefined) onChoose(first);
  };
  return (
    <Input
      id={id}
      className={cx(styles.input)}
      onFocus={(event) => event.currentTarget.select()}
      onClick={() => {
        if (state?.isOpen === false) state.open(null, 'manual');
      }}
      onKeyDown={takeFirst}
    />
  );
}
