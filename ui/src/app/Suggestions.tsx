import { t } from '@lingui/core/macro';

import { classNames } from '../design/classNames';
import type { Suggestion } from '../features/timeline';
import styles from './Suggestions.module.css';

interface SuggestionsProps {
  id: string;
  suggestions: readonly Suggestion[];
  /** Index of the one the arrow keys are at, or -1. */
  active: number;
  onChoose: (suggestion: Suggestion) => void;
}

const showWhole = (option: HTMLElement | null) => option?.scrollIntoView({ block: 'nearest' });

/** The list under the filter field. */
export function Suggestions({ id, suggestions, active, onChoose }: SuggestionsProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t`Suggestions`}
      className={styles.list}
      hidden={suggestions.length === 0}
      // A browser lets Tab stop at what can be scrolled, and the list is gone once the field has lost the focus.
      tabIndex={-1}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
    >
      {suggestions.map((suggestion, index) => (
        <div
          key={suggestion.insert}
          ref={index === active ? showWhole : undefined}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={classNames(styles.option, index === active && styles.active)}
          onClick={() => onChoose(suggestion)}
        >
          <span>{suggestion.label}</span>
          <span className={styles.note}>{suggestion.note}</span>
        </div>
      ))}
    </div>
  );
}
