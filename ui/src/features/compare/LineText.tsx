import { t } from '@lingui/core/macro';

import type { LineDifferences, SideLine } from '../../contract';
import { classNames } from '../../design/classNames';
import { bytesText } from '../../design/formatBytes';
import { markedPieces, tokensOf } from '../../inspector';
import styles from './lines.module.css';

interface LineTextProps {
  line: SideLine;
  view: LineDifferences['view'];
}

/** The text of a line in its colours, with what changed inside of it marked. */
export function LineText({ line: { text, parts, cut_bytes }, view }: LineTextProps) {
  const pieces = markedPieces(tokensOf(view === 'pretty' ? 'json' : 'text', text), parts);
  const hidden = bytesText(cut_bytes);
  return (
    <span className={styles.text}>
      {pieces.map(({ kind, text: piece, isMarked }, at) =>
        kind === 'plain' && !isMarked ? (
          piece
        ) : (
          <span key={at} className={classNames(kind !== 'plain' && styles[kind], isMarked && styles.mark)}>
            {piece}
          </span>
        ),
      )}
      {cut_bytes > 0 && <span className={styles.cut}>{t`${hidden} hidden`}</span>}
    </span>
  );
}
