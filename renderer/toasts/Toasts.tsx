import { Button as AriaButton } from 'react-aria-components/Button';
import { Text } from 'react-aria-components/Text';
import {
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components/Toast';
import { Button } from '../controls/Button.tsx';
import { SeverityIcon } from '../controls/Marks.tsx';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import { toastQueue } from './queue.ts';
import styles from './Toasts.module.css';

/** The notices in the corner. */
export function Toasts() {
  return (
    <ToastRegion queue={toastQueue} aria-label="Notices" className={cx(styles.region)}>
      {({ toast }) => {
        const { severity, message, remedy, action } = toast.content;
        return (
          <Toast toast={toast} className={cx(styles.toast, styles[severity])}>
            <SeverityIcon severity={severity} />
            <ToastContent className={cx(styles.content)}>
              <Text slot="title">{message}</Text>
              {remedy === undefined ? null : (
                <Text slot="description" className={cx(styles.remedy)}>
                  {remedy}
                </Text>
              )}
              {action === undefined ? null : (
                <span className={styles.action}>
                  <Button slot={null} onPress={action.run}>
                    {action.label}
                  </Button>
                </span>
              )}
            </ToastContent>
            <AriaButton slot="close" aria-label="Dismiss" className={cx(styles.close)}>
              <Icon name="close" />
            </AriaButton>
          </Toast>
        );
      }}
    </ToastRegion>
  );
}
