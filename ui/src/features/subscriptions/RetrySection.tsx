import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, plural, t } from '@lingui/core/macro';

import { Choice, ChoiceGroup } from '../../design/Choice';
import { Disclosure } from '../../design/Disclosure';
import { EditorSection } from '../../design/Editor';
import { Field, FieldNote } from '../../design/Field';
import { TextInput } from '../../design/TextInput';
import { PRESET_WAITS_MS, type RetryPreset, scheduleText } from './retryLine';
import { RetryLine } from './RetryLine';
import { StatusRules } from './StatusRules';
import { type SubscriptionDraft, waitsOf, withPreset } from './subscriptionDraft';
import styles from './subscriptions.module.css';

const presets: { value: RetryPreset; label: MessageDescriptor }[] = [
  { value: 'standard', label: msg`Standard` },
  { value: 'stripe-like', label: msg`Stripe-like` },
  { value: 'fast-local', label: msg`Fast, local` },
  { value: 'none', label: msg`None` },
  { value: 'custom', label: msg`Custom` },
];

export interface RetrySectionProps {
  draft: SubscriptionDraft;
  onDraftChange: (draft: SubscriptionDraft) => void;
  error?: string | undefined;
}

/** If it fails: how often it is tried again, and when the last try would be. */
export function RetrySection({ draft, onDraftChange, error }: RetrySectionProps) {
  const waits_ms = waitsOf(draft);
  return (
    <EditorSection label={t`If it fails`}>
      <ChoiceGroup
        aria-label={t`If it fails`}
        value={draft.preset}
        onValueChange={(value) => {
          const preset = presets.find((candidate) => candidate.value === value);
          if (preset) onDraftChange(withPreset(draft, preset.value));
        }}
      >
        {presets.map(({ value, label }) => (
          <Choice
            key={value}
            value={value}
            label={i18n._(label)}
            note={value === draft.preset ? noteOf(value, waits_ms) : undefined}
          />
        ))}
      </ChoiceGroup>

      {draft.preset === 'custom' && (
        <>
          <div className={styles.custom}>
            <Field label={t`Waits between the tries`}>
              <TextInput
                isMono
                aria-invalid={error ? true : undefined}
                placeholder="5 s, 5 m, 30 m, 2 h"
                value={draft.customWaits}
                onChange={(event) => onDraftChange({ ...draft, customWaits: event.target.value })}
              />
            </Field>
            <Field label={t`Jitter`}>
              <TextInput
                inputMode="numeric"
                suffix="± %"
                value={draft.jitterPercent}
                onChange={(event) => onDraftChange({ ...draft, jitterPercent: event.target.value })}
              />
            </Field>
          </div>
        </>
      )}

      {waits_ms && <RetryLine waits_ms={waits_ms} />}

      <Disclosure
        label={t`Give up earlier`}
        summary={endsSummary(draft)}
        isOpenAtFirst={draft.rules.length > 0 || draft.maxAge !== ''}
      >
        <StatusRules rules={draft.rules} onRulesChange={(rules) => onDraftChange({ ...draft, rules })} />
        <Field label={t`Longest age of a delivery`} hint={t`Empty: as old as the tries make it.`}>
          <TextInput
            placeholder="3 d"
            value={draft.maxAge}
            onChange={(event) => onDraftChange({ ...draft, maxAge: event.target.value })}
          />
        </Field>
      </Disclosure>
      <FieldNote error={error} />
    </EditorSection>
  );
}

function endsSummary({ rules, maxAge }: SubscriptionDraft): string {
  const age = maxAge.trim();
  const parts = [rules.length > 0 && plural(rules.length, { one: '# rule', other: '# rules' }), age && t`after ${age}`];
  return parts.filter(Boolean).join(' · ') || t`by status or age`;
}

function noteOf(preset: RetryPreset, waits_ms: readonly number[] | null): string | undefined {
  if (preset !== 'custom') return scheduleText(PRESET_WAITS_MS[preset]);
  return waits_ms ? scheduleText(waits_ms) : undefined;
}
