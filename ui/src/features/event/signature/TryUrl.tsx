import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type KeyboardEvent, useState } from 'react';

import type { Source } from '../../../contract';
import { problemOf } from '../../../data/client';
import { useSetPublicUrl, useSignatureAttempt } from '../../../data/signature';
import { Button } from '../../../design/Button';
import { CheckedLine } from '../../../design/CheckedLine';
import { Field } from '../../../design/Field';
import { TextInput } from '../../../design/TextInput';
import { useToast } from '../../../design/Toast';
import styles from './signature.module.css';

export interface TryUrlProps {
  eventId: string;
  source: Source;
  /** The address that was checked. */
  checked: string;
}

/** Checks an event with another public URL, where that is part of what is signed; one that fits can be kept. */
export function TryUrl({ eventId, source, checked }: TryUrlProps) {
  const [url, setUrl] = useState(checked);
  const attempt = useSignatureAttempt(eventId);
  const keep = useSetPublicUrl(source.id);
  const toast = useToast();
  const typed = url.trim();
  const fits = attempt.data?.verdict === 'verified';
  const check = () => typed && typed !== checked && attempt.mutate({ url: typed });
  const set = () =>
    keep.mutate(typed.replace(/[?#].*$/, ''), {
      onSuccess: () => toast({ title: t`Saved. ${source.name} checks with this address from now on.`, tone: 'success' }),
      onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }),
    });
  return (
    <div className={styles.attempt}>
      <Field
        label={t`Public URL to try`}
        isLabelHidden
        error={attempt.isError ? problemOf(attempt.error).detail : undefined}
        hint={t`Exactly as it was pasted at the sender, which signs it.`}
      >
        <TextInput
          isMono
          inputMode="url"
          value={url}
          placeholder="https://"
          onChange={(event) => {
            setUrl(event.target.value);
            attempt.reset();
          }}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key === 'Enter') check();
          }}
        />
      </Field>
      <div className={styles.row}>
        <Button
          onClick={check}
          isBusy={attempt.isPending}
          disabledReason={typed === '' || typed === checked ? t`Change the address first` : undefined}
        >
          <Trans>Try it</Trans>
        </Button>
        {fits && !keep.isSuccess && (
          <Button variant="primary" onClick={set} isBusy={keep.isPending}>
            <Trans>Use it for {source.name}</Trans>
          </Button>
        )}
        {attempt.data && (
          <CheckedLine tone={fits ? 'good' : 'bad'}>
            {fits ? t`The signature was made for this address.` : attempt.data.explanation}
          </CheckedLine>
        )}
      </div>
    </div>
  );
}
