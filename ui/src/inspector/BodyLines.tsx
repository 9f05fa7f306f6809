import { useQueries } from '@tanstack/react-query';
import { useLayoutEffect, useRef, useState } from 'react';

import type { Line, LineWindow, View } from '../contract';
import { problemOf } from '../data/client';
import { CopyButton } from '../design/CopyButton';
import { ErrorNotice } from '../design/ErrorNotice';
import { bytesText } from '../design/formatBytes';
import { countOf } from '../design/formatNumber';
import { SegmentedControl } from '../design/SegmentedControl';
import styles from './BodyLines.module.css';
import { type BodySource, linesQuery, readText } from './bodySource';
import { chunksFor, LINE_HEIGHT, lineRange } from './chunks';
import { jsonTokens } from './jsonTokens';

/** Larger bodies are not put on the clipboard: they would have to pass through the page as a whole. */
const COPY_BYTES_MAX = 5_000_000;

/** A body of so many lines is drawn whole; a longer one scrolls in its own box. */
const WHOLE_LINES_MAX = 60;

const views = [
  { value: 'pretty', label: 'Pretty' },
  { value: 'raw', label: 'Raw' },
  { value: 'hex', label: 'Hex' },
] as const;

/** Only JSON is there in a prettier form. */
const viewsOf = (content: LineWindow['content']) => (content === 'json' ? views : views.slice(1));

interface BodyLinesProps {
  source: BodySource;
  /** Names the body: `Body as received`. */
  label: string;
}

/** A body of any size, line by line. Only the lines in sight are fetched and drawn. */
export function BodyLines({ source, label }: BodyLinesProps) {
  const [chosenView, setChosenView] = useState<View | null>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ top: 0, height: 400 });
  const [total, setTotal] = useState(1);
  const range = lineRange(place.top, place.height, total);
  const chunks = useQueries({ queries: chunksFor(range).map((first) => linesQuery(source, chosenView, first)) });
  const head = chunks[0]?.data;
  const failed = chunks.find((chunk) => chunk.isError);

  if (head && head.total_lines !== total) setTotal(head.total_lines);

  useLayoutEffect(() => {
    const box = scroll.current;
    if (!box) return;
    const observer = new ResizeObserver(() => setPlace({ top: box.scrollTop, height: box.clientHeight }));
    observer.observe(box);
    return () => observer.disconnect();
  }, [head === undefined]);

  if (failed) return <ErrorNotice problem={problemOf(failed.error)} onRetry={() => void failed.refetch()} />;
  if (!head) return null;
  if (head.body_bytes === 0) return <p className="t3">The body is empty.</p>;

  const lines = new Map<number, Line>();
  for (const chunk of chunks) for (const line of chunk.data?.lines ?? []) lines.set(line.number - 1, line);
  const shown = Array.from({ length: range.end - range.first }, (_, offset) => lines.get(range.first + offset));
  const view = chosenView ?? head.view;
  const isJson = head.content === 'json' && view !== 'hex';
  const gutter = String(head.total_lines).length;

  return (
    <div className={styles.body}>
      <div className={styles.bar}>
        <SegmentedControl
          aria-label={`How the ${label.toLowerCase()} is shown`}
          value={view}
          onValueChange={(next) => {
            setChosenView(next);
            scroll.current?.scrollTo({ top: 0 });
          }}
          options={viewsOf(head.content)}
        />
        <span className={styles.facts}>
          {bytesText(head.body_bytes)} · {countOf(head.total_lines, 'line')}
        </span>
        {head.body_bytes <= COPY_BYTES_MAX && (
          <CopyButton text={() => readText(source)} label={`Copy ${label.toLowerCase()}`} />
        )}
      </div>
      <div
        ref={scroll}
        className={styles.scroll}
        tabIndex={0}
        role="region"
        aria-label={label}
        style={{ maxHeight: head.total_lines > WHOLE_LINES_MAX ? '70vh' : undefined }}
        onScroll={(event) => setPlace({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}
      >
        <div className={styles.lines} style={{ height: head.total_lines * LINE_HEIGHT }}>
          <div className={styles.shown} style={{ transform: `translateY(${range.first * LINE_HEIGHT}px)` }}>
            {shown.map((line, offset) => (
              <div key={range.first + offset} className={styles.line}>
                {view !== 'hex' && (
                  <span className={styles.gutter} style={{ minWidth: `${Math.max(2, gutter)}ch` }}>
                    {range.first + offset + 1}
                  </span>
                )}
                <span className={styles.text}>{line && <LineText line={line} isJson={isJson} />}</span>
              </div>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}

function LineText({ line, isJson }: { line: Line; isJson: boolean }) {
  return (
    <>
      {isJson
        ? jsonTokens(line.text).map((token, index) =>
            token.kind === 'plain' ? (
              token.text
            ) : (
              <span key={index} className={styles[token.kind]}>
                {token.text}
              </span>
            ),
          )
        : line.text}
      {line.cut_bytes > 0 && <span className={styles.cut}>{bytesText(line.cut_bytes)} more</span>}
    </>
  );
}
