import { t } from '@lingui/core/macro';

import { Choice, ChoiceGroup } from '../Choice';
import { providerLabel } from '../providerNames';
import { Select } from '../Select';
import { SourceBadge } from '../SourceBadge';
import styles from './fields.module.css';

export interface ProviderOption {
  value: string;
  label: string;
  note?: string;
}

export interface ProviderChoiceProps {
  value: string;
  onValueChange: (slug: string) => void;
  'aria-label': string;
  /** Those most people want, as cards or chips. */
  common: readonly ProviderOption[];
  /** All others, in a list that opens; typing finds one. */
  others: readonly ProviderOption[];
  layout?: 'chips' | 'cards';
}

/** Stands for the others until one of them is chosen. */
const NONE_OF_THEM = '';

/** One provider out of many: the common ones at hand, all others in a list. */
export function ProviderChoice({ value, onValueChange, common, others, layout = 'cards', 'aria-label': label }: ProviderChoiceProps) {
  const isCommon = common.some((option) => option.value === value);
  return (
    <div className={styles.stack}>
      <ChoiceGroup aria-label={label} layout={layout} value={isCommon ? value : null} onValueChange={onValueChange}>
        {common.map((option) => (
          <Choice
            key={option.value}
            value={option.value}
            leading={layout === 'cards' ? <SourceBadge provider={option.value} /> : undefined}
            label={option.label}
            note={option.note}
          />
        ))}
      </ChoiceGroup>
      {others.length > 0 && (
        <Select
          aria-label={t`${label}: another`}
          value={isCommon ? NONE_OF_THEM : value}
          onValueChange={(slug) => slug !== NONE_OF_THEM && onValueChange(slug)}
          options={[
            { value: NONE_OF_THEM, label: t`Another of ${others.length}…` },
            ...(isCommon || others.some((option) => option.value === value)
              ? []
              : [{ value, label: providerLabel(value) }]),
            ...others,
          ]}
        />
      )}
    </div>
  );
}
