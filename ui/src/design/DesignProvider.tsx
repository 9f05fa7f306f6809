import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactNode } from 'react';

import { ToastProvider } from './Toast';

/** How long the pointer rests before a tooltip appears, in milliseconds. */
const TOOLTIP_DELAY_MS = 450;

/** What the components of this folder need around them. Once, at the root of the app. */
export function DesignProvider({ children }: { children: ReactNode }) {
  return (
    // The content security policy refuses style elements, so Base UI is told to make none.
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={TOOLTIP_DELAY_MS}>
        <ToastProvider>{children}</ToastProvider>
      </Tooltip.Provider>
    </CSPProvider>
  );
}
