/** The notices shown in the corner; a newer one of the same kind about the same file replaces the older. */
import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components/Toast';
import { toErrorShape } from '../../shared/contract/errors.ts';
import type { Notice } from '../../shared/contract/model.ts';

export interface Toast extends Notice {
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Long enough to read two lines; what must not be missed stays until it is closed. */
const readingTimeMs: Readonly<Record<Notice['severity'], number | null>> = {
  info: 6000,
  warning: 15_000,
  error: null,
};

export const toastQueue = new ToastQueue<Toast>({ maxVisibleToasts: 4 });

const shown = new Map<string, string>();

/** Tells the user something. */
export function notify(toast: Toast): void {
  const kind = `${toast.code} ${toast.file ?? ''}`;
  const before = shown.get(kind);
  if (before !== undefined) toastQueue.close(before);
  const timeout = readingTimeMs[toast.severity];
  const key = toastQueue.add(toast, {
    ...(timeout === null ? {} : { timeout }),
    onClose: () => {
      if (shown.get(kind) === key) shown.delete(kind);
    },
  });
  shown.set(kind, key);
}

/** Takes a notice about no file back: its subject is on the screen now. */
export function dismiss(code: string): void {
  const key = shown.get(`${code} `);
  if (key !== undefined) toastQueue.close(key);
}

/** Tells what went wrong and what to do about it. */
export function report(error: unknown): void {
  const { code, message, remedy } = toErrorShape(error);
  notify({ severity: 'error', code, message, ...(remedy === undefined ? {} : { remedy }) });
}
