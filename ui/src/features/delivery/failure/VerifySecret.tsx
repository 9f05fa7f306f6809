import { t } from '@lingui/core/macro';
import { type FormEvent, useState } from 'react';

import { problemOf } from '../../../data/client';
import { useSentSignatureCheck } from '../../../data/explanation';
import { Button } from '../../../design/Button';
import { Card } from '../../../design/Card';
import { Field } from '../../../design/Field';
import { Glyph } from '../../../design/glyphs';
import { TextInput } from '../../../design/TextInput';
import styles from './failure.module.css';

/** Checks the signature that was sent with the secret the app has. */
export function VerifySecret({ deliveryId }: { deliveryId: string }) {
  const [secret, setSecret] = useState('');
  const check = useSentSignatureCheck(deliveryId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (secret.trim() !== '') check.mutate(secret);
  };
  const found = check.data;
  return (
    <Card className={styles.panel}>
      <form onSubmit={submit} className={styles.oneLine}>
        <Field
          label={t`The secret your app verifies with`}
          hint={t`Checked here, and not kept.`}
          error={check.isError ? problemOf(check.error).detail : undefined}
        >
          <TextInput
            isMono
            type={secret === '' ? 'text' : 'password'}
            autoFocus
            value={secret}
            onChange={(event) => {
              setSecret(event.target.value);
              check.reset();
            }}
          />
        </Field>
        <Button type="submit" isBusy={check.isPending} disabledReason={secret.trim() === '' ? t`Enter the secret first.` : undefined}>
          {t`Check`}
        </Button>
      </form>
      <div role="status">
        {found && (
          <p className={styles.finding}>
            <Glyph name={found.is_match ? 'delivered' : 'warning'} />
            {!found.is_signed
              ? t`It was sent without a signature.`
              : found.is_match
                ? t`It is the same secret. Your app verifies something else: the parsed body, another header, or an old timestamp.`
                : t`It is another secret than deliveries are signed with. Give your app the secret of this destination.`}
          </p>
        )}
      </div>
    </Card>
  );
}
