import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type KeyboardEvent, useId, useState } from 'react';

import { Button } from '../../design/Button';
import { FieldNote } from '../../design/Field';
import { TextInput } from '../../design/TextInput';
import { patternProblem } from './eventTypePattern';
import { addPatterns } from './patternSelection';
import styles from './subscriptions.module.css';

export interface PatternInputProps {
  patterns: readonly string[];
  onPatternsChange: (patterns: string[]) => void;
}

/** Types in event types or patterns that are not in the tree; several are separated by commas. */
export function PatternInput({ patterns, onPatternsChange }: PatternInputProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const noteId = useId();

  const add = () => {
    const typed = text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
    const wrong = typed.map(patternProblem).find((found) => found !== null) ?? (typed.length === 0 ? patternProblem('') : null);
    setProblem(wrong);
    if (wrong) return;
    onPatternsChange(addPatterns(patterns, typed));
    setText('');
  };

  // Enter adds the pattern; it must not save the whole form.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add();
  };

  return (
    <span className={styles.patternBox}>
      <span className={styles.patternInput}>
        <TextInput
          isMono
          aria-label={t`Event type or pattern`}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? noteId : undefined}
          placeholder={t`order.* or *.deleted`}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(null);
          }}
          onKeyDown={onKeyDown}
          className={styles.patternText}
        />
        <Button variant="ghost" glyph="plus" onClick={add}>
          <Trans>Pattern</Trans>
        </Button>
      </span>
      <FieldNote id={noteId} error={problem ?? undefined} />
    </span>
  );
}
