import { t } from '@lingui/core/macro';

import { Disclosure } from '../../../design/Disclosure';
import { EditorSection } from '../../../design/Editor';
import { Field } from '../../../design/Field';
import { TextInput } from '../../../design/TextInput';
import styles from './hostile.module.css';
import type { RunDraft, RunErrors } from './runDraft';

export interface MeasuresSectionProps {
  draft: RunDraft;
  onChange: (part: Partial<RunDraft>) => void;
  errors: RunErrors;
}

/** How many, how large, how slow. */
export function MeasuresSection({ draft, onChange, errors }: MeasuresSectionProps) {
  const isOwn = Boolean(draft.burst || draft.oversizedMib || draft.limitMib || draft.slowSeconds);
  const isWrong = Boolean(
    errors['options.burst'] ??
      errors['options.oversized_bytes'] ??
      errors['options.stated_limit_bytes'] ??
      errors['options.slow_ms'],
  );
  return (
    <EditorSection label={t`Measures`} note={t`Optional`}>
      <Disclosure
        label={t`Burst, size and slowness`}
        summary={isOwn ? t`of your own` : t`20 at once, 30 MiB, slow for 6 s`}
        isOpenAtFirst={isWrong}
      >
        <div className={styles.measures}>
          <Field label={t`Burst`} error={errors['options.burst']} hint={t`Requests at once.`}>
            <TextInput
              inputMode="numeric"
              suffix={t`at once`}
              placeholder="20"
              value={draft.burst}
              onChange={(event) => onChange({ burst: event.target.value })}
            />
          </Field>
          <Field label={t`Oversized body`} error={errors['options.oversized_bytes']} hint={t`More than it should take.`}>
            <TextInput
              inputMode="decimal"
              suffix="MiB"
              placeholder="30"
              value={draft.oversizedMib}
              onChange={(event) => onChange({ oversizedMib: event.target.value })}
            />
          </Field>
          <Field
            label={t`Stated limit`}
            error={errors['options.stated_limit_bytes']}
            hint={t`What it says it takes; larger must be refused.`}
          >
            <TextInput
              inputMode="decimal"
              suffix="MiB"
              placeholder={t`none`}
              value={draft.limitMib}
              onChange={(event) => onChange({ limitMib: event.target.value })}
            />
          </Field>
          <Field label={t`Slow for`} error={errors['options.slow_ms']} hint={t`A byte a second, so long.`}>
            <TextInput
              inputMode="decimal"
              suffix="s"
              placeholder="6"
              value={draft.slowSeconds}
              onChange={(event) => onChange({ slowSeconds: event.target.value })}
            />
          </Field>
        </div>
      </Disclosure>
    </EditorSection>
  );
}
