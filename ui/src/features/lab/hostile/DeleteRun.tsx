import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';

import type { LabRun } from '../../../contract';
import { problemOf } from '../../../data/client';
import { useDeleteLabRun } from '../../../data/lab';
import { Button } from '../../../design/Button';
import { Dialog } from '../../../design/Dialog';
import { ErrorNotice } from '../../../design/ErrorNotice';

/** Deletes a run that ended, after asking: what it found cannot be brought back. */
export function DeleteRun({ run }: { run: LabRun }) {
  const [isAsking, setAsking] = useState(false);
  const cancel = useRef<HTMLButtonElement>(null);
  const navigate = useNavigate();
  const remove = useDeleteLabRun(run.id, () => navigate({ to: '/lab', search: { part: 'hostile' } }));
  const close = () => setAsking(false);
  return (
    <>
      <Button variant="ghost" glyph="trash" onClick={() => setAsking(true)}>
        <Trans>Delete</Trans>
      </Button>
      <Dialog
        isOpen={isAsking}
        onClose={close}
        title={t`Delete this score card?`}
        description={t`What the attacks found is gone. The receiver itself is not touched.`}
        firstFocus={cancel}
        actions={
          <>
            <Button variant="danger" glyph="trash" onClick={() => remove.mutate()} isBusy={remove.isPending}>
              <Trans>Delete score card</Trans>
            </Button>
            <Button ref={cancel} onClick={close}>
              <Trans>Cancel</Trans>
            </Button>
          </>
        }
      >
        {remove.error && <ErrorNotice problem={problemOf(remove.error)} />}
      </Dialog>
    </>
  );
}
