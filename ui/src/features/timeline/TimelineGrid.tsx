import {
  type KeyboardEvent,
  type Ref,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';

import type { Destination, Source, TimelineRow } from '../../contract';
import { useLetterKeys } from '../../design/useLetterKeys';
import type { LiveRows } from './liveRows';
import { rowElementId, TimelineRowLine } from './TimelineRowLine';
import styles from './TimelineGrid.module.css';
import { rowAfterKey, rowWindow, scrollTopFor, type Viewport } from './window';

/** How near to the end, in rows, the next page is asked for. */
const LOAD_AHEAD_ROWS = 60;

export interface GridHandle {
  focus: () => void;
}

interface TimelineGridProps {
  live: LiveRows;
  rows: readonly TimelineRow[];
  hasMore: boolean;
  isFollowing: boolean;
  /** All rows there are, when known. */
  totalRows: number | null;
  rowHeight: number;
  sources: readonly Source[];
  destinations: readonly Destination[];
  selected: string | null;
  onSelect: (id: string) => void;
  /** Enter: go on to what the row shows. */
  onOpen: () => void;
  ref?: Ref<GridHandle>;
}

/** The rows of the timeline. Only those in sight are in the document. */
export function TimelineGrid({
  live,
  rows,
  hasMore,
  isFollowing,
  totalRows,
  rowHeight,
  sources,
  destinations,
  selected,
  onSelect,
  onOpen,
  ref,
}: TimelineGridProps) {
  const grid = useRef<HTMLDivElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const height = useHeight(scroll);
  const viewport: Viewport = { scrollTop, height, rowHeight, rowCount: rows.length };
  const { first, count } = rowWindow(viewport);
  const selectedIndex = useMemo(
    () => (selected === null ? -1 : rows.findIndex((row) => row.id === selected || row.event_id === selected)),
    [rows, selected],
  );

  useImperativeHandle(ref, () => ({ focus: () => grid.current?.focus({ preventScroll: true }) }));

  useEffect(() => live.setInSight(first, count), [live, first, count]);

  useEffect(() => {
    if (hasMore && first + count > rows.length - LOAD_AHEAD_ROWS) void live.loadMore();
  }, [live, hasMore, first, count, rows.length]);

  useLayoutEffect(() => {
    if (isFollowing && scroll.current) scroll.current.scrollTop = 0;
  }, [isFollowing]);

  // A row that was chosen comes into sight, once: afterwards the person scrolls as they like.
  const broughtIntoSight = useRef<string | null>(null);
  useLayoutEffect(() => {
    const box = scroll.current;
    if (!box || selectedIndex < 0 || broughtIntoSight.current === selected) return;
    broughtIntoSight.current = selected;
    box.scrollTop = scrollTopFor(selectedIndex, {
      scrollTop: box.scrollTop,
      height: box.clientHeight,
      rowHeight,
      rowCount: rows.length,
    });
  }, [selected, selectedIndex, rowHeight, rows.length]);

  const select = (index: number) => {
    const row = rows[index];
    if (row) onSelect(row.id);
  };

  const move = (key: string): boolean => {
    const index = rowAfterKey(key, selectedIndex, viewport);
    if (index === null) return false;
    select(index);
    return true;
  };

  useLetterKeys((key, event) => {
    const isOurs = key === 'j' || key === 'k' || event.target === document.body;
    return isOurs && move(key);
  });

  const press = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (move(event.key)) event.preventDefault();
    else if (event.key === 'Enter' && selectedIndex >= 0) {
      event.preventDefault();
      onOpen();
    }
  };

  const providers = useMemo(() => new Map(sources.map((source) => [source.id, source])), [sources]);
  const destinationNames = useMemo(() => new Map(destinations.map(({ id, name }) => [id, name])), [destinations]);
  // The selected row stays in the document when it is out of sight, so that assistive technology keeps its place.
  const shown = indexes(first, count, selectedIndex);

  return (
    <div
      ref={grid}
      role="grid"
      aria-label="Deliveries"
      aria-rowcount={totalRows === null || totalRows < rows.length ? (hasMore ? -1 : rows.length + 1) : totalRows + 1}
      aria-colcount={8}
      aria-activedescendant={selectedIndex >= 0 ? rowElementId(rows[selectedIndex]?.id ?? '') : undefined}
      tabIndex={0}
      className={styles.grid}
      onKeyDown={press}
    >
      <div role="row" aria-rowindex={1} className={styles.header}>
        <span role="columnheader">State</span>
        <span role="columnheader">Received</span>
        <span role="columnheader" className={styles.source}>
          <span className="visually-hidden">Source</span>
        </span>
        <span role="columnheader">Event type</span>
        <span role="columnheader">Destination</span>
        <span role="columnheader">Code</span>
        <span role="columnheader" className={styles.latency}>
          Latency
        </span>
        <span role="columnheader" className={styles.tries}>
          Tries
        </span>
      </div>
      <div
        ref={scroll}
        role="presentation"
        className={styles.scroll}
        // A click on a row would focus the scrolling box; the keys belong to the grid.
        tabIndex={-1}
        onFocus={(event) => event.target === event.currentTarget && grid.current?.focus({ preventScroll: true })}
        onScroll={(event) => {
          const top = event.currentTarget.scrollTop;
          setScrollTop(top);
          if (top > 0) live.pause();
        }}
      >
        <div role="rowgroup" className={styles.rows} style={{ height: (rows.length + (hasMore ? 1 : 0)) * rowHeight }}>
          {shown.map((index) => {
            const row = rows[index];
            if (!row) return null;
            const source = row.source_id === null ? undefined : providers.get(row.source_id);
            return (
              <TimelineRowLine
                key={row.id}
                row={row}
                index={index}
                top={index * rowHeight}
                isSelected={index === selectedIndex}
                provider={source?.provider}
                sourceName={source?.name}
                destinationName={destinationNames.get(row.destination_id ?? '')}
                onSelect={onSelect}
              />
            );
          })}
          {hasMore && <div className={styles.older}>Older events are loading…</div>}
        </div>
      </div>
    </div>
  );
}

function indexes(first: number, count: number, also: number): number[] {
  const shown = Array.from({ length: count }, (_, offset) => first + offset);
  return also >= 0 && (also < first || also >= first + count) ? [...shown, also] : shown;
}

function useHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(600);
  useLayoutEffect(() => {
    const observed = element.current;
    if (!observed) return;
    const observer = new ResizeObserver(([entry]) => entry && setHeight(entry.contentRect.height));
    observer.observe(observed);
    setHeight(observed.clientHeight);
    return () => observer.disconnect();
  }, [element]);
  return height;
}
