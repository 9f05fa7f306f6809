import { t } from '@lingui/core/macro';

import { Field } from '../Field';
import { TextInput } from '../TextInput';
import type { SendingDraft } from './sendingDraft';

interface SendingLimitsProps {
  draft: SendingDraft;
  onChange: (change: Partial<SendingDraft>) => void;
  errors: { timeout_ms?: string; concurrency?: string };
}

/** How long an answer is waited for, and how many deliveries are under way at once. */
export function SendingLimits({ draft, onChange, errors }: SendingLimitsProps) {
  return (
    <>
      <Field label={t`Timeout`} error={errors.timeout_ms} hint={t`Waits this long for the whole answer.`}>
        <TextInput
          inputMode="decimal"
          suffix="s"
          value={draft.timeoutSeconds}
          onChange={(event) => onChange({ timeoutSeconds: event.target.value })}
        />
      </Field>
      <Field label={t`Concurrency`} error={errors.concurrency} hint={t`Deliveries under way at once.`}>
        <TextInput
          inputMode="numeric"
          suffix={t`at once`}
          value={draft.concurrency}
          onChange={(event) => onChange({ concurrency: event.target.value })}
        />
      </Field>
    </>
  );
}
