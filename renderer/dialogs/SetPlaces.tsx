import { useEffect, useState } from 'react';
import type { Reference } from '../../shared/contract/language-model.ts';
import { useApp } from '../app/context.ts';
import { KeepEnd } from '../controls/Marks.tsx';
import { count } from '../controls/wording.ts';
import type { EditorPlace } from '../editor/models.ts';
import styles from './SetPlaces.module.css';

/** Every place that sets the key under the cursor, as long as nothing else is to be shown. */
export function SetPlaces({ place }: { place: EditorPlace }) {
  const { client } = useApp();
  const [references, setReferences] = useState<readonly Reference[]>([]);
  useEffect(() => {
    client.call('language.references', place).then(
      (answer) => setReferences(answer.references),
      // The preview says what is wrong, as soon as there is another name.
      () => {},
    );
  }, [client, place]);
  const found = references.length === 0 ? '' : `Set in ${count(references.length, 'place')}. `;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard.
    <section aria-label="Where it is set" className={styles.places} tabIndex={0}>
      <p className={styles.hint}>
        {found}Type another name; every line that changes with it is shown here first.
      </p>
      <ul className={styles.list}>
        {references.map(({ path, range: { start }, value, environments }) => (
          <li key={`${path}:${start.line}:${start.column}`} className={styles.place}>
            <KeepEnd text={`${path}:${start.line}`} className={styles.path} />
            <code className={styles.value}>{value}</code>
            <span className={styles.environments}>{environments}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
