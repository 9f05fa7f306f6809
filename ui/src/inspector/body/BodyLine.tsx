import { t } from '@lingui/core/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

import type { Line, LineWindow, View } from '../../contract';
import { classNames } from '../../design/classNames';
import { bytesText } from '../../design/formatBytes';
import styles from './BodyViewer.module.css';
import { type Find, windowQuery, type ReadBody } from './bodySource';
import { markedPieces, type Token, tokensOf } from './tokens';

/** Of a long line the engine gives so much at a time. */
const STEP_BYTES = 10_000;

interface BodyLineProps {
  body: ReadBody;
  view: View;
  content: LineWindow['content'];
  index: number;
  /** Undefined until it is there. */
  line: Line | undefined;
  find: Find | null;
  /** Where it is shown from. */
  fromByte: number;
  onFromByte: (from: number) => void;
}

/** The text of one line in its colours. What is too long for a line is behind a tag with its size. */
export function BodyLine({ body, view, content, index, line, find, fromByte, onFromByte }: BodyLineProps) {
  const part = useQuery({
    ...windowQuery(body, { view, first: index, count: 1, fromByte, find }),
    enabled: fromByte > 0,
    placeholderData: keepPreviousData,
  });
  const shown = fromByte > 0 ? (part.data?.lines[0] ?? line) : line;
  if (!shown) return null;
  const { text, shown_bytes, before_bytes, cut_bytes, encoded, matches } = shown;
  const isInside = before_bytes > 0;
  const tokens: Token[] =
    view === 'hex'
      ? [{ kind: 'plain', text }]
      : isInside
        ? [{ kind: content === 'json' ? 'string' : 'plain', text }]
        : tokensOf(view === 'raw' && content === 'form' ? 'text' : content, text);
  const [before, after] = [bytesText(before_bytes), bytesText(cut_bytes)];
  const fileBytes = encoded && bytesText(encoded.bytes);
  return (
    <>
      {isInside && (
        <Tag label={t`Show what is before`} onPress={() => onFromByte(Math.max(0, before_bytes - STEP_BYTES))}>
          {t`${before} before`}
        </Tag>
      )}
      {markedPieces(tokens, matches).map((piece, at) =>
        piece.kind === 'plain' && !piece.isMarked ? (
          piece.text
        ) : (
          <span key={at} className={classNames(piece.kind !== 'plain' && styles[piece.kind], piece.isMarked && styles.match)}>
            {piece.text}
          </span>
        ),
      )}
      {encoded && !isInside && (
        <span className={styles.file}>
          {encoded.kind} · {fileBytes}
        </span>
      )}
      {cut_bytes > 0 && (
        <Tag label={t`Show what is hidden`} onPress={() => onFromByte(before_bytes + shown_bytes)}>
          {t`${after} hidden`}
        </Tag>
      )}
    </>
  );
}

function Tag({ label, onPress, children }: { label: string; onPress: () => void; children: string }) {
  return (
    <button type="button" className={styles.tag} title={label} onClick={onPress}>
      {children}
    </button>
  );
}
