import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { useRef, useState } from 'react';

import { Button } from '../../design/Button';
import { IconButton } from '../../design/IconButton';
import { TextInput } from '../../design/TextInput';
import compareStyles from './compare.module.css';
import styles from './lines.module.css';

interface IgnoredLinesProps {
  /** Regular expressions; lines of both sides in which one is found are equal. */
  patterns: readonly string[];
  /** Lines that differ and do not count because of them, once they are known. */
  count: number | undefined;
  onChange: (patterns: readonly string[]) => void;
}

/** Which lines are ignored: each pattern can be changed or taken back, and another put beside them. */
export function IgnoredLines({ patterns, count, onChange }: IgnoredLinesProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const without = (pattern: string) => patterns.filter((other) => other !== pattern);
  return (
    <section className={styles.ignored} aria-label={t`Ignored`}>
      <form
        className={styles.ignoredForm}
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() === '') return;
          onChange([...without(text), text]);
          setText('');
        }}
      >
        <TextInput
          ref={input}
          isMono
          aria-label={t`Ignore lines in which this is found`}
          placeholder={t`Ignore lines with … (regular expression)`}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Button type="submit" disabledReason={text.trim() === '' ? t`Write a pattern first.` : undefined}>
          <Trans>Ignore</Trans>
        </Button>
      </form>
      {patterns.length > 0 && (
        <ul className={compareStyles.chips}>
          {patterns.map((pattern) => (
            <li key={pattern} className={compareStyles.chip}>
              <code>{pattern}</code>
              <IconButton
                glyph="pencil"
                label={t`Change ${pattern}`}
                onClick={() => {
                  setText(pattern);
                  onChange(without(pattern));
                  input.current?.focus();
                }}
              />
              <IconButton glyph="close" label={t`Do not ignore ${pattern}`} onClick={() => onChange(without(pattern))} />
            </li>
          ))}
        </ul>
      )}
      {patterns.length > 0 && count !== undefined && (
        <p className={styles.ignoredCount} role="status">
          <Plural value={count} one="# line ignored" other="# lines ignored" />
        </p>
      )}
    </section>
  );
}
