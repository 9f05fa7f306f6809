import { useEffect, useState } from 'react';

import { platform } from '../platform/platform';
import { later } from '../design/later';

const CloseDialog = later(async () => (await import('./CloseDialog')).CloseDialog);

/** Hears that the window is to be closed, and asks what that means. Only in the desktop window. */
export function CloseQuestion() {
  const [question, setQuestion] = useState<{ hasTray: boolean } | null>(null);
  useEffect(() => platform().onCloseRequested(setQuestion), []);
  return question && <CloseDialog hasTray={question.hasTray} onClose={() => setQuestion(null)} />;
}
