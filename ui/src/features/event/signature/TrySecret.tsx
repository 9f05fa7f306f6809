import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type KeyboardEvent, useState } from 'react';

import type { Source } from '../../../contract';
import { problemOf } from '../../../data/client';
import { useAddSecret, useSignatureAttempt } from '../../../data/signature';
import { Button } from '../../../design/Button';
import { CheckedLine } from '../../../design/CheckedLine';
import { Field } from '../../../design/Field';
import { TextInput } from '../../../design/TextInput';
import { useToast } from '../../../design/Toast';
import styles from './signature.module.css';

/** Checks an event with a secret that is pasted; one that fits can be given to the source. */
export function TrySecret({ eventId, source }: { eventId: string; source: Source }) {
  const { name } = source;
  const [secret, setSecret] = useState('');
  const attempt = useSignatureAttempt(eventId);
  const add = useAddSecret(source.id);
  const toast = useToast();
  const fits = attempt.data?.verdict === 'verified';
  const check = () => secret.trim() && attempt.mutate({ secret: secret.trim() });
  const give = () =>
    add.mutate(secret.trim(), {
      onSuccess: () => toast({ title: t`Added. ${name} takes what is signed with it from now on.`, tone: 'success' }),
      onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }),
    });
  return (
    <div className={styles.attempt}>
      <Field
        label={t`Secret to try`}
        isLabelHidden
        error={attempt.isError ? problemOf(attempt.error).detail : undefined}
        hint={t`It is only tried, and not kept.`}
      >
        <TextInput
          isMono
          type="password"
          autoComplete="off"
          value={secret}
          placeholder={t`Paste a secret`}
          onChange={(event) => {
            setSecret(event.target.value);
            attempt.reset();
          }}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key === 'Enter') check();
          }}
        />
      </Field>
      <div className={styles.row}>
        <Button onClick={check} isBusy={attempt.isPending} disabledReason={secret.trim() ? undefined : t`Paste a secret first`}>
          <Trans>Try it</Trans>
        </Button>
        {fits && !add.isSuccess && (
          <Button variant="primary" onClick={give} isBusy={add.isPending}>
            <Trans>Add it to {name}</Trans>
          </Button>
        )}
        {attempt.data && (
          <CheckedLine tone={fits ? 'good' : 'bad'}>
            {fits ? t`The signature was made with this secret.` : attempt.data.explanation}
          </CheckedLine>
        )}
      </div>
    </div>
  );
}
