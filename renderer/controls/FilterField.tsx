import { Button } from 'react-aria-components/Button';
import { Input } from 'react-aria-components/Input';
import { SearchField } from 'react-aria-components/SearchField';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import styles from './FilterField.module.css';

interface FilterFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly className?: string | undefined;
}

/** A one-line filter; Escape empties it. */
export function FilterField({ label, placeholder, value, onChange, className }: FilterFieldProps) {
  return (
    <SearchField aria-label={label} value={value} onChange={onChange} className={cx(styles.field, className)}>
      <Icon name="filter" className={styles.glyph} />
      <Input placeholder={placeholder} className={cx(styles.input)} />
      {value === '' ? null : (
        <Button aria-label="Clear the filter" className={cx(styles.clear)}>
          <Icon name="close" />
        </Button>
      )}
    </SearchField>
  );
}
