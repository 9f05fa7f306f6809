import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import { Button } from '../../design/Button';
import { IconButton } from '../../design/IconButton';
import styles from './compare.module.css';
import { volatilePaths } from './volatile';

interface IgnoredProps {
  patterns: readonly string[];
  /** Differences that do not count because of them. */
  count: number;
  onChange: (patterns: readonly string[]) => void;
}

/** What is ignored, each to be taken back, and all that usually differs to be ignored again. */
export function Ignored({ patterns, count, onChange }: IgnoredProps) {
  const isMindingVolatile = volatilePaths.some((path) => !patterns.includes(path));
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
      {isMindingVolatile && (
        <Button variant="ghost" onClick={() => onChange([...new Set([...patterns, ...volatilePaths])])}>
          <Trans>Ignore volatile paths</Trans>
        </Button>
      )}
    </section>
  );
}
