import { useWorkspace } from '../state/workspace.ts';
import { Icon } from '../theme/icons.tsx';
import styles from './DocumentNotice.module.css';

/** Says so while the engine cannot be heard. */
export function ConnectionBanner() {
  const connected = useWorkspace((store) => store.connected);
  const desktop = useWorkspace((store) => store.info?.host === 'desktop');
  if (connected) return null;
  return (
    <div role="alert" className={styles.conflict}>
      <Icon name="disconnected" />
      <span className={styles.text}>
        The connection to Strata is lost; trying again. What you typed stays here
        {desktop ? '.' : '. If this lasts, see whether `strata serve` still runs.'}
      </span>
    </div>
  );
}
