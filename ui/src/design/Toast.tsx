import { t } from '@lingui/core/macro';
import { Toast as Base } from '@base-ui/react/toast';
import type { ReactNode } from 'react';

import { classNames } from './classNames';
import { Glyph, type GlyphName } from './glyphs';
import { IconButton } from './IconButton';
import styles from './Toast.module.css';

export type ToastTone = 'info' | 'success' | 'failure';

export interface ToastContent {
  title: string;
  detail?: string;
  tone?: ToastTone;
  /** One thing to do about it, e.g. Undo. */
  action?: ToastAction;
  /** Another, beside it. */
  secondAction?: ToastAction;
}

interface ToastAction {
  label: string;
  onPress: () => void;
}

const glyphOf: Record<ToastTone, GlyphName> = { info: 'info', success: 'check', failure: 'warning' };

/** What a notice has beyond what the library knows of. */
interface ToastData {
  secondAction: ToastAction | undefined;
}

/** Shows a short notice; failures are announced at once and stay until they are closed. */
export function useToast(): (content: ToastContent) => void {
  const { add } = Base.useToastManager<ToastData>();
  return ({ title, detail, tone = 'info', action, secondAction }) =>
    add({
      title,
      type: tone,
      priority: tone === 'failure' ? 'high' : 'low',
      timeout: tone === 'failure' ? 0 : secondAction ? 30_000 : action ? 10_000 : 5_000,
      ...(detail && { description: detail }),
      data: { secondAction },
      ...(action && { actionProps: { children: action.label, onClick: action.onPress } }),
    });
}

/** Gives everything inside it `useToast` and the corner the notices appear in. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className={styles.viewport}>
          <Notices />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function Notices() {
  const { toasts, close } = Base.useToastManager<ToastData>();
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className={styles.toast} swipeDirection={['right']}>
      <Base.Content className={classNames(styles.content, toast.data?.secondAction && styles.withTwo)}>
        <span className={styles.glyph}>
          <Glyph name={glyphOf[toast.type === 'success' || toast.type === 'failure' ? toast.type : 'info']} />
        </span>
        <div className={styles.text}>
          <Base.Title className={styles.title} />
          <Base.Description className={styles.detail} />
        </div>
        <Base.Action className={styles.action} />
        <SecondAction action={toast.data?.secondAction} onDone={() => close(toast.id)} />
        <Base.Close render={<IconButton glyph="close" label={t`Dismiss`} className={styles.close} />} />
      </Base.Content>
    </Base.Root>
  ));
}

function SecondAction({ action, onDone }: { action: ToastAction | undefined; onDone: () => void }) {
  if (!action) return null;
  return (
    <button
      type="button"
      className={styles.action}
      onClick={() => {
        action.onPress();
        onDone();
      }}
    >
      {action.label}
    </button>
  );
}
