import { useQueries } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';

import type { Line, LineWindow } from '../../contract';
import { problemOf } from '../../data/client';
import { ErrorNotice } from '../../design/ErrorNotice';
import styles from './BodyViewer.module.css';
import { BodyLine } from './BodyLine';
import { CHUNK_LINES, type Find, windowQuery, type ReadBody } from './bodySource';
import {
  chunksFor,
  drawn,
  elementHeight,
  type Heights,
  LINE_HEIGHT,
  lineAt,
  offsetOf,
  type Place,
  placeAt,
  scrolled,
  wholeHeight,
} from './scrolling';

/** A place to show; a new object each time somebody goes there. */
export interface LineJump {
  line: number;
  /** In the line; what is far from its begin is shown from there on. */
  byte: number;
}

/** Of a long line, this far before a match is shown. */
const BYTES_BEFORE_MATCH = 200;
/** What is shown of a line without asking. */
const SHOWN_AT_FIRST = 9_000;

/** A body of so many lines is drawn whole; a longer one scrolls in its own box. */
const WHOLE_LINES_MAX = 60;
/** Heights of wrapped lines that are remembered. */
const HEIGHTS_MAX = 4_000;

interface LineListProps {
  body: ReadBody;
  head: LineWindow;
  label: string;
  find: Find | null;
  jump: LineJump | null;
  isWrapped: boolean;
  onShown: (lines: { first: number; end: number }) => void;
}

/** The lines of one view of a body. Only those in sight are in the document. */
export function LineList({ body, head, label, find, jump, isWrapped, onShown }: LineListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>({ scrollTop: 0, top: 0 });
  const [view, setView] = useState({ height: 400, width: 0 });
  const [extra, setExtra] = useState<ReadonlyMap<number, number>>(new Map());
  /** Where long lines are shown from, by line. */
  const [begins, setBegins] = useState<Readonly<Record<number, number>>>({});

  const heights: Heights = { total: head.total_lines, extra: isWrapped ? extra : new Map() };
  const whole = wholeHeight(heights);
  const range = drawn(place, view.height, heights);
  const chunks = chunksFor(range, CHUNK_LINES);
  const asked = { view: head.view };
  const plain = useQueries({ queries: chunks.map((first) => windowQuery(body, { ...asked, first })) });
  const marked = useQueries({
    queries: find === null ? [] : chunks.map((first) => windowQuery(body, { ...asked, first, find })),
  });
  const failed = plain.find((chunk) => chunk.isError);

  const lines = new Map<number, Line>();
  for (const chunk of [...plain, ...marked]) for (const line of chunk.data?.lines ?? []) lines.set(line.number - 1, line);

  const moveTo = (next: Place) => {
    setPlace(next);
    if (box.current && box.current.scrollTop !== next.scrollTop) box.current.scrollTop = next.scrollTop;
  };

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setView({ height: element.clientHeight, width: element.clientWidth }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // Wrapped lines are as high as the box is narrow.
  useEffect(() => setExtra(new Map()), [view.width, isWrapped]);
  useLayoutEffect(() => {
    if (!isWrapped || !box.current) return;
    const changes = new Map<number, number>();
    for (const element of box.current.querySelectorAll<HTMLElement>('[data-line]')) {
      const line = Number(element.dataset.line);
      const more = Math.max(0, element.offsetHeight - LINE_HEIGHT);
      if (more !== (extra.get(line) ?? 0)) changes.set(line, more);
    }
    if (changes.size === 0) return;
    const next = new Map(extra.size > HEIGHTS_MAX ? [] : extra);
    for (const [line, more] of changes) if (more > 0) next.set(line, more); else next.delete(line);
    // What is at the upper edge stays there when lines above it turn out higher.
    const first = lineAt(place.top, heights);
    const top = place.top + offsetOf(first, { total: head.total_lines, extra: next }) - offsetOf(first, heights);
    setExtra(next);
    if (top !== place.top) moveTo(placeAt(top, { whole: wholeHeight({ total: head.total_lines, extra: next }), view: view.height }));
  });

  const goTo = useEffectEvent(({ line, byte }: LineJump) => {
    if (byte > SHOWN_AT_FIRST) setBegins((before) => ({ ...before, [line]: byte - BYTES_BEFORE_MATCH }));
    const offset = offsetOf(line, heights);
    const isSeen = offset >= place.top + LINE_HEIGHT && offset + 2 * LINE_HEIGHT <= place.top + view.height;
    if (!isSeen) moveTo(placeAt(offset - view.height / 3, { whole, view: view.height }));
  });
  useEffect(() => {
    if (jump) goTo(jump);
  }, [jump]);

  const firstShown = lineAt(place.top, heights);
  const endShown = Math.min(head.total_lines, lineAt(place.top + view.height - 1, heights) + 1);
  const tell = useEffectEvent(onShown);
  useEffect(() => tell({ first: firstShown, end: endShown }), [firstShown, endShown]);

  if (failed) return <ErrorNotice problem={problemOf(failed.error)} onRetry={() => void failed.refetch()} />;
  const gutter = `${Math.max(2, String(head.total_lines).length)}ch`;
  return (
    <div
      ref={box}
      className={styles.scroll}
      data-lines
      data-wrapped={isWrapped || undefined}
      tabIndex={0}
      role="region"
      aria-label={label}
      style={head.total_lines > WHOLE_LINES_MAX || isWrapped ? { height: '60vh' } : undefined}
      onScroll={({ currentTarget: { scrollTop } }) => moveTo(scrolled(place, scrollTop, { whole, view: view.height }))}
    >
      <div className={styles.lines} style={{ height: elementHeight(whole) }}>
        <div className={styles.shown} style={{ transform: `translateY(${range.offset}px)` }}>
          {Array.from({ length: range.end - range.first }, (_, offset) => range.first + offset).map((index) => (
            <div key={index} className={styles.line} data-line={index} data-current={jump?.line === index || undefined}>
              {head.view !== 'hex' && (
                <span className={styles.gutter} style={{ minWidth: gutter }}>
                  {index + 1}
                </span>
              )}
              <span className={styles.text}>
                <BodyLine
                  body={body}
                  view={head.view}
                  content={head.content}
                  index={index}
                  line={lines.get(index)}
                  find={find}
                  fromByte={begins[index] ?? 0}
                  onFromByte={(from) => setBegins((before) => ({ ...before, [index]: from }))}
                />
              </span>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
