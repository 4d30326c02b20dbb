import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Disclosure, DisclosurePanel } from 'react-aria-components/Disclosure';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import { Heading } from 'react-aria-components/Heading';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import styles from './LayersPanel.module.css';

interface SectionProps<Item extends object> {
  readonly title: string;
  /** Whether it has a heading that folds it away. */
  readonly foldable?: boolean;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** What the row is called: read out, and found by typing its first letters. */
  readonly nameOf: (item: Item) => string;
  readonly onOpen: (item: Item) => void;
  readonly children: (item: Item) => ReactNode;
}

/** A list of the explorer; a click or Enter opens the row. */
export function Section<Item extends object>(props: SectionProps<Item>) {
  const list = <Rows {...props} />;
  if (props.foldable !== true) return list;
  return (
    <Disclosure defaultExpanded className={cx(styles.section)}>
      <Heading level={3} className={cx(styles.heading)}>
        <Button slot="trigger" className={cx(styles.trigger)}>
          <Icon name="right" />
          {props.title}
        </Button>
      </Heading>
      <DisclosurePanel>{list}</DisclosurePanel>
    </Disclosure>
  );
}

function Rows<Item extends object>({ title, items, keyOf, nameOf, onOpen, children }: SectionProps<Item>) {
  const byKey = new Map(items.map((item) => [keyOf(item), item]));
  return (
    <GridList
      aria-label={title}
      onAction={(key) => {
        const item = byKey.get(String(key));
        if (item !== undefined) onOpen(item);
      }}
    >
      {items.map((item) => (
        <GridListItem key={keyOf(item)} id={keyOf(item)} textValue={nameOf(item)} className={cx(styles.item)}>
          {children(item)}
        </GridListItem>
      ))}
    </GridList>
  );
}
