import { I18nProvider } from '@lingui/react';
import { Fragment, type ReactNode, useSyncExternalStore } from 'react';

import { i18n } from './language';

/** What is inside is drawn anew when the language changes: messages are asked for as a component is drawn. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const language = useSyncExternalStore(
    (changed) => i18n.on('change', changed),
    () => i18n.locale,
  );
  return (
    <I18nProvider i18n={i18n}>
      <Fragment key={language}>{children}</Fragment>
    </I18nProvider>
  );
}
