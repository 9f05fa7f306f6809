import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useRef, useState } from 'react';

import { Button } from '../design/Button';
import { Checkbox } from '../design/Checkbox';
import { Dialog } from '../design/Dialog';
import { type CloseChoice, platform } from '../platform/platform';
import styles from './CloseDialog.module.css';

interface CloseDialogProps {
  /** The window can be brought back from the tray. */
  hasTray: boolean;
  onClose: () => void;
}

/** Asked the first time the window is closed: does receiving go on? */
export function CloseDialog({ hasTray, onClose }: CloseDialogProps) {
  const keep = useRef<HTMLButtonElement>(null);
  const [isRemembered, setIsRemembered] = useState(false);

  const choose = (choice: CloseChoice) => {
    onClose();
    void platform().chooseClose(choice, isRemembered);
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      firstFocus={keep}
      title={t`Keep receiving after you close the window?`}
      actions={
        <>
          <Button ref={keep} variant="primary" onClick={() => choose('keep')}>
            {hasTray ? t`Keep receiving` : t`Keep receiving without an icon`}
          </Button>
          <Button onClick={() => choose('quit')}><Trans>Quit</Trans></Button>
        </>
      }
    >
      <dl className={styles.consequences}>
        <dt><Trans>Keep receiving</Trans></dt>
        <dd>
          {hasTray
            ? t`Events are received, delivered and retried as before. The icon in the tray brings the window back.`
            : t`Events are received, delivered and retried as before. Open Tacklebox again to come back.`}
        </dd>
        <dt><Trans>Quit</Trans></dt>
        <dd><Trans>Senders get no answer until you start Tacklebox again. What waits is delivered then.</Trans></dd>
      </dl>
      <Checkbox isChecked={isRemembered} onCheckedChange={setIsRemembered} label={t`Don’t ask again`} />
    </Dialog>
  );
}
