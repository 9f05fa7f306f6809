import { t } from '@lingui/core/macro';

import { problemOf } from '../data/client';
import { ErrorNotice } from '../design/ErrorNotice';
import { IconButton } from '../design/IconButton';
import styles from './InspectorProblem.module.css';

interface InspectorProblemProps {
  error: unknown;
  onRetry: () => void;
  onClose: () => void;
}

/** Stands in the inspector when what was chosen could not be read. */
export function InspectorProblem({ error, onRetry, onClose }: InspectorProblemProps) {
  return (
    <div className={styles.problem}>
      <IconButton glyph="close" label={t`Close`} className={styles.close} onClick={onClose} />
      <ErrorNotice problem={problemOf(error)} onRetry={onRetry} />
    </div>
  );
}
