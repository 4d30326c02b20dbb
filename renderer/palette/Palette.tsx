import { type KeyboardEvent, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { TextField } from 'react-aria-components/TextField';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import { rank } from './match.ts';
import styles from './Palette.module.css';
import { closePalette, type Pick, type PickItem, usePalette } from './picks.ts';

/** More than fits; typing finds the rest. */
const shownItems = 100;

/** The list that opens over everything: commands, files, versions. */
export function Palette() {
  const pick = usePalette((store) => store.pick);
  return (
    <ModalOverlay
      isOpen={pick !== null}
      onOpenChange={(open) => {
        if (!open) closePalette();
      }}
      isDismissable
      className={cx(styles.overlay)}
    >
      <Modal className={cx(styles.modal)}>
        {pick === null ? null : (
          <Dialog aria-label={pick.title} className={cx(styles.dialog)}>
            {/* What was typed to find a command is not meant for the list that it opens. */}
            <PickList key={pick.title} pick={pick} />
          </Dialog>
        )}
      </Modal>
    </ModalOverlay>
  );
}

function PickList({ pick }: { pick: Pick }) {
  const [query, setQuery] = useState('');
  const [enteredEarly, setEnteredEarly] = useState(false);
  const isWaiting = pick.items === null;
  const found = useMemo(
    () => rank(pick.items ?? [], query, ({ label }) => label).slice(0, shownItems),
    [pick, query],
  );
  const run = (item: PickItem | undefined) => {
    if (item === undefined) return;
    closePalette();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const chosen = event.currentTarget.getAttribute('aria-activedescendant');
    if (event.key !== 'Enter' || chosen) return;
    // What is run may move the keyboard into the text, which would take the key as a line break.
    event.preventDefault();
    if (isWaiting) setEnteredEarly(true);
    else run(found[0]?.item);
  };
  const runBest = useEffectEvent(() => run(found[0]?.item));
  useEffect(() => {
    if (enteredEarly && !isWaiting) runBest();
  }, [enteredEarly, isWaiting]);
  return (
    <Autocomplete inputValue={query} onInputChange={setQuery}>
      <TextField aria-label={pick.title} autoFocus className={cx(styles.field)}>
        <Input placeholder={pick.placeholder} className={cx(styles.input)} onKeyDown={onKeyDown} />
      </TextField>
      <ListBox
        aria-label={pick.title}
        items={found.map(({ item, at }) => ({ id: item.id, item, at }))}
        className={cx(styles.list)}
        onAction={(key) => run(found.find(({ item }) => item.id === key)?.item)}
        renderEmptyState={() => <p className={styles.nothing}>{isWaiting ? 'Looking…' : pick.nothing}</p>}
        dependencies={[query]}
      >
        {({ item, at }) => (
          <ListBoxItem id={item.id} textValue={item.label} className={cx(styles.item)}>
            <span className={styles.icon}>{item.icon === undefined ? null : <Icon name={item.icon} />}</span>
            <span className={styles.label}>
              <Emphasised text={item.label} at={at} />
            </span>
            <span className={styles.detail}>{item.detail}</span>
            {item.shortcut === undefined ? null : <kbd className={styles.shortcut}>{item.shortcut}</kbd>}
          </ListBoxItem>
        )}
      </ListBox>
    </Autocomplete>
  );
}

/** A text with the letters at some positions set off. */
function Emphasised({ text, at }: { text: string; at: readonly number[] }) {
  const marked = new Set(at);
  const runs: { from: number; text: string; marked: boolean }[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const last = runs.at(-1);
    if (last?.marked === marked.has(index)) last.text += text.charAt(index);
    else runs.push({ from: index, text: text.charAt(index), marked: marked.has(index) });
  }
  return runs.map((run) =>
    run.marked ? <mark key={run.from}>{run.text}</mark> : <span key={run.from}>{run.text}</span>,
  );
}
