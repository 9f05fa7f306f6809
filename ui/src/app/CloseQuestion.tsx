import { useEffect, useState } from 'react';

import { later } from '../design/later';
import { platform } from '../platform/platform';

const CloseDialog = later(async () => (await import('./CloseDialog')).CloseDialog);

/** Asked the first time the window is closed: does receiving go on? Only in the desktop window. */
export function CloseQuestion() {
  const [question, setQuestion] = useState<{ hasTray: boolean } | null>(null);
  const [wasAsked, setWasAsked] = useState(false);
  useEffect(
    () =>
      platform().onCloseRequested((asked) => {
        setWasAsked(true);
        setQuestion(asked);
      }),
    [],
  );
  return wasAsked ? <CloseDialog question={question} onClose={() => setQuestion(null)} /> : null;
}
