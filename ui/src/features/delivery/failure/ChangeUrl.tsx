import { t } from '@lingui/core/macro';
import { type FormEvent, useState } from 'react';

import { problemOf } from '../../../data/client';
import { useDestinationRemedy } from '../../../data/explanation';
import { Button } from '../../../design/Button';
import { Card } from '../../../design/Card';
import { Field } from '../../../design/Field';
import { TextInput } from '../../../design/TextInput';
import { useUndoToast } from '../../../undo';
import styles from './failure.module.css';

interface ChangeUrlProps {
  destinationId: string;
  /** The URL that was tried. */
  tried: string;
  /** The one that is likely meant. */
  suggested: string | null;
  onDone: () => void;
}

/** Enters another callback URL; what waits goes there too. */
export function ChangeUrl({ destinationId, tried, suggested, onDone }: ChangeUrlProps) {
  const [url, setUrl] = useState(suggested ?? tried);
  const { change } = useDestinationRemedy(destinationId);
  const undoToast = useUndoToast();
  const isSame = url.trim() === tried;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isSame) return;
    change.mutate(
      { url: url.trim() },
      {
        onSuccess: () => {
          void undoToast();
          onDone();
        },
      },
    );
  };
  return (
    <Card className={styles.panel}>
      <form onSubmit={submit} className={styles.oneLine}>
        <Field
          label={t`Callback URL of the destination`}
          hint={suggested === null ? t`Waiting deliveries go there too.` : t`Suggested. Waiting deliveries go there too.`}
          error={change.isError ? problemOf(change.error).detail : undefined}
        >
          <TextInput isMono autoFocus value={url} onChange={(event) => setUrl(event.target.value)} />
        </Field>
        <Button
          type="submit"
          variant="primary"
          isBusy={change.isPending}
          disabledReason={isSame ? t`It is the URL that was tried.` : undefined}
        >
          {t`Use this URL`}
        </Button>
      </form>
    </Card>
  );
}
