import { useEffect, useRef, useState } from 'react';

import { Button } from '../design/Button';
import { Checkbox } from '../design/Checkbox';
import { Dialog } from '../design/Dialog';
import { type CloseChoice, platform } from '../platform/platform';
import styles from './CloseDialog.module.css';

/** Asked the first time the window is closed: does receiving go on? Only in the desktop window. */
export function CloseDialog() {
  const [question, setQuestion] = useState<{ hasTray: boolean } | null>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const [isRemembered, setIsRemembered] = useState(false);
  useEffect(() => platform().onCloseRequested(setQuestion), []);

  const choose = (choice: CloseChoice) => {
    setQuestion(null);
    void platform().chooseClose(choice, isRemembered);
  };
  const hasTray = question?.hasTray ?? true;

  return (
    <Dialog
      isOpen={question !== null}
      onClose={() => setQuestion(null)}
      firstFocus={keep}
      title="Keep receiving after you close the window?"
      actions={
        <>
          <Button ref={keep} variant="primary" onClick={() => choose('keep')}>
            {hasTray ? 'Keep receiving' : 'Keep receiving without an icon'}
          </Button>
          <Button onClick={() => choose('quit')}>Quit</Button>
        </>
      }
    >
      <dl className={styles.consequences}>
        <dt>Keep receiving</dt>
        <dd>
          Events are received, delivered and retried as before.{' '}
          {hasTray ? 'The icon in the tray brings the window back.' : 'Open Tacklebox again to come back.'}
        </dd>
        <dt>Quit</dt>
        <dd>Senders get no answer until you start Tacklebox again. What waits is delivered then.</dd>
      </dl>
      <Checkbox isChecked={isRemembered} onCheckedChange={setIsRemembered} label="Don’t ask again" />
    </Dialog>
  );
}
