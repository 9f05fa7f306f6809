import { Trans } from '@lingui/react/macro';

import { Button } from './Button';
import { classNames } from './classNames';
import { CodeWords } from './CodeWords';
import { Glyph } from './glyphs';
import styles from './ErrorNotice.module.css';

/** What went wrong, as the API says it (RFC 9457 problem details). */
export interface ShownProblem {
  detail: string;
  code?: string | undefined;
  hint?: string | null | undefined;
}

export interface ErrorNoticeProps {
  problem: ShownProblem;
  onRetry?: (() => void) | undefined;
  className?: string | undefined;
}

/** A failure in words: what happened, what to do about it, and the code to quote. */
export function ErrorNotice({ problem, onRetry, className }: ErrorNoticeProps) {
  return (
    <div role="alert" className={classNames(styles.notice, className)}>
      <span className={styles.glyph}>
        <Glyph name="warning" />
      </span>
      <div className={styles.text}>
        <p className={styles.detail}>
          <CodeWords text={problem.detail} />
        </p>
        {problem.hint && (
          <p className={styles.hint}>
            <CodeWords text={problem.hint} />
          </p>
        )}
        {problem.code && <code className={styles.code}>{problem.code}</code>}
      </div>
      {onRetry && (
        <Button glyph="retrying" onClick={onRetry}>
          <Trans>Retry</Trans>
        </Button>
      )}
    </div>
  );
}
