import type { ReactNode } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { cx } from '../theme/cx.ts';
import styles from './Frame.module.css';

interface FrameProps {
  readonly title: string;
  readonly wide?: boolean;
  /** For a dialog that shows files. */
  readonly large?: boolean;
  /** An alert interrupts: something may be lost. */
  readonly alert?: boolean;
  readonly children: ReactNode;
  /** The buttons; the safest first. */
  readonly actions: ReactNode;
  /** Escape, or a press beside the dialog. */
  readonly onDismiss: () => void;
}

/** The frame of every dialog. */
export function Frame(props: FrameProps) {
  const { title, wide = false, large = false, alert = false, children, actions, onDismiss } = props;
  return (
    <ModalOverlay
      isOpen
      isDismissable={!alert}
      onOpenChange={(open) => {
        if (!open) onDismiss();
      }}
      className={cx(styles.overlay)}
    >
      <Modal className={cx(styles.modal, wide && styles.wide, large && styles.large)}>
        <Dialog role={alert ? 'alertdialog' : 'dialog'} className={cx(styles.dialog)}>
          <Heading slot="title" className={cx(styles.title)}>
            {title}
          </Heading>
          <div className={styles.body}>{children}</div>
          <div className={styles.actions}>{actions}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
