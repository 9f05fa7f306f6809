import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import { IconButton } from '../../design/IconButton';
import styles from './compare.module.css';

interface IgnoredProps {
  patterns: readonly string[];
  /** Differences that do not count because of them. */
  count: number;
  onChange: (patterns: readonly string[]) => void;
}

/** What is ignored, each to be taken back. */
export function Ignored({ patterns, count, onChange }: IgnoredProps) {
  if (patterns.length === 0) return null;
  return (
    <section aria-label={t`Ignored`}>
      <h2 className={styles.group}>
        <Trans>Ignored</Trans>
        <span>{count}</span>
      </h2>
      <ul className={styles.chips}>
        {patterns.map((pattern) => (
          <li key={pattern} className={styles.chip}>
            <code>{pattern}</code>
            <IconButton
              glyph="close"
              label={t`Do not ignore ${pattern}`}
              onClick={() => onChange(patterns.filter((other) => other !== pattern))}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
