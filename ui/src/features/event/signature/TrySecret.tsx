import { type KeyboardEvent, useState } from 'react';

import type { Source } from '../../../contract';
import { problemOf } from '../../../data/client';
import { useAddSecret, useTrySecret } from '../../../data/signature';
import { Button } from '../../../design/Button';
import { CheckedLine } from '../../../design/CheckedLine';
import { Field } from '../../../design/Field';
import { TextInput } from '../../../design/TextInput';
import { useToast } from '../../../design/Toast';
import styles from './signature.module.css';

/** Checks an event with a secret that is pasted; one that fits can be given to the source. */
export function TrySecret({ eventId, source }: { eventId: string; source: Source }) {
  const [secret, setSecret] = useState('');
  const attempt = useTrySecret(eventId);
  const add = useAddSecret(source.id);
  const toast = useToast();
  const fits = attempt.data?.verdict === 'verified';
  const check = () => secret.trim() && attempt.mutate(secret.trim());
  const give = () =>
    add.mutate(secret.trim(), {
      onSuccess: () => toast({ title: `Added. ${source.name} takes what is signed with it from now on.`, tone: 'success' }),
      onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }),
    });
  return (
    <div className={styles.attempt}>
      <Field
        label="Secret to try"
        isLabelHidden
        error={attempt.isError ? problemOf(attempt.error).detail : undefined}
        hint="It is only tried, and not kept."
      >
        <TextInput
          isMono
          type="password"
          autoComplete="off"
          value={secret}
          placeholder="Paste a secret"
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
        <Button onClick={check} isBusy={attempt.isPending} disabledReason={secret.trim() ? undefined : 'Paste a secret first'}>
          Try it
        </Button>
        {fits && !add.isSuccess && (
          <Button variant="primary" onClick={give} isBusy={add.isPending}>
            Add it to {source.name}
          </Button>
        )}
        {attempt.data && (
          <CheckedLine tone={fits ? 'good' : 'bad'}>
            {fits ? 'The signature was made with this secret.' : attempt.data.explanation}
          </CheckedLine>
        )}
      </div>
    </div>
  );
}
