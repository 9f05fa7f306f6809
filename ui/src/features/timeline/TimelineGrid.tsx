import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import {
  type ComponentType,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
  type RefObject,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';

import type { Destination, Source, TimelineRow } from '../../contract';
import { classNames } from '../../design/classNames';
import { useLetterKeys } from '../../design/useLetterKeys';
import { isMarked, type Marks, nothingMarked } from '../../selection/marks';
import { type Column, columnWidths, groupedColumns, pathOf, usualColumns } from './columns';
import { columnTitle } from './columnWords';
import type { LiveRows } from './liveRows';
import type { RowPages } from './rowPages';
import { afterScroll, contentHeight, type Place, placeAt, recentred } from './scrollMap';
import type { RowGroup } from './search';
import { type ShownList, shownList } from './shownList';
import { type KnownGroups, nothingKnown, type SubRowsProps } from './knownGroups';
import { rowElementId, TimelineRowLine } from './TimelineRowLine';
import styles from './TimelineGrid.module.css';
import { useBodyValues } from './useBodyValues';
import { useMarking } from './useMarking';
import { rowAfterKey, rowWindow, topFor, type Viewport } from './window';

export interface GridHandle {
  focus: () => void;
  /** Lets go of what is marked; says whether anything was. */
  unmark: () => boolean;
}

interface TimelineGridProps {
  live: LiveRows;
  list: RowPages;
  freshIds: ReadonlySet<string>;
  isCounted: boolean;
  isFollowing: boolean;
  rowHeight: number;
  sources: readonly Source[];
  destinations: readonly Destination[];
  columns: readonly Column[];
  /** What rows stand together by. */
  group: RowGroup | undefined;
  /** Reads what belongs to open groups. */
  subRows: ComponentType<SubRowsProps> | undefined;
  selected: string | null;
  onSelect: (id: string) => void;
  /** Rows marked for what is done with many. */
  marks: Marks;
  onMarks: (marks: Marks) => void;
  /** Enter: go on to what the row shows. */
  onOpen: () => void;
  ref?: Ref<GridHandle>;
}

/** The rows of the timeline, all of them. Only those in sight are in the document. */
export function TimelineGrid({
  live,
  list,
  freshIds,
  isCounted,
  isFollowing,
  rowHeight,
  sources,
  destinations,
  columns: chosen,
  group,
  subRows: SubRows,
  selected,
  onSelect,
  marks,
  onMarks,
  onOpen,
  ref,
}: TimelineGridProps) {
  const grid = useRef<HTMLDivElement>(null);
  const columns = group ? groupedColumns(chosen, group) : chosen;
  const scroll = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>({ scrollTop: 0, top: 0 });
  // A row that keys lead to, and that has to be read before it can be chosen.
  const [wanted, setWanted] = useState<{ index: number; isMarking: boolean } | null>(null);
  // Where the keys are while they mark a range: what is open stays open then.
  const [cursor, setCursor] = useState<string | null>(null);
  // Groups that are open, by the rows that stand for them.
  const [opened, setOpened] = useState<readonly TimelineRow[]>([]);
  const [known, setKnown] = useState<KnownGroups>(nothingKnown);
  const toggleGroup = (row: TimelineRow) => {
    live.pause();
    setOpened((before) => (before.some(({ id }) => id === row.id) ? before.filter(({ id }) => id !== row.id) : [...before, row]));
  };
  const height = useHeight(scroll);
  const shownRows = shownList(list, group ? known.open : []);
  const rows = shownRows.count;
  const viewport: Viewport = { top: place.top, height, rowHeight, rowCount: rows };
  const { first, count } = rowWindow(viewport);
  const marking = useMarking((one, other, max) => shownIds(shownRows, one, other, max) ?? live.idsBetween(one, other, max), marks, onMarks);
  const selectedIndex = selected === null ? -1 : shownRows.placeOf(selected);
  const at = cursor === null ? selectedIndex : shownRows.placeOf(cursor);

  useImperativeHandle(ref, () => ({
    focus: () => grid.current?.focus({ preventScroll: true }),
    unmark: () => {
      marking.endRange();
      onMarks(nothingMarked);
      return marks === 'query' || marks.size > 0;
    },
  }));

  const firstInList = shownRows.inList(first);
  const countInList = shownRows.inList(first + Math.max(count, 1) - 1) - firstInList + 1;
  useEffect(() => live.setInSight(firstInList, count === 0 ? 0 : countInList), [live, firstInList, countInList, count]);

  const goTo = (to: Place) => {
    if (scroll.current) scroll.current.scrollTop = to.scrollTop;
    setPlace(to);
  };

  useLayoutEffect(() => {
    if (!isFollowing || !scroll.current) return;
    scroll.current.scrollTop = 0;
    setPlace({ scrollTop: 0, top: 0 });
  }, [isFollowing]);

  // Rows that come or go above those in sight do not move them.
  const anchor = useRef<{ id: string; index: number } | null>(null);
  useLayoutEffect(() => {
    const kept = anchor.current;
    const index = kept ? shownRows.placeOf(kept.id) : -1;
    if (kept && index >= 0 && index !== kept.index && !isFollowing) {
      goTo(placeAt(place.top + (index - kept.index) * rowHeight, viewport));
    }
    const shown = shownRows.rowAt(Math.ceil(place.top / rowHeight));
    anchor.current = shown ? { id: shown.id, index: shownRows.placeOf(shown.id) } : null;
  });

  // A row that was chosen comes into sight, once: afterwards the person scrolls as they like.
  const broughtIntoSight = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (selectedIndex < 0 || broughtIntoSight.current === selected) return;
    broughtIntoSight.current = selected;
    const top = topFor(selectedIndex, viewport);
    if (top !== viewport.top) goTo(placeAt(top, viewport));
  });

  const goToRow = (id: string, isMarking: boolean) => {
    if (isMarking) {
      marking.extend(shownRows.rowAt(at)?.id ?? id, id);
      setCursor(id);
      return;
    }
    marking.endRange();
    setCursor(null);
    onSelect(id);
  };

  const wantedRow = wanted === null ? undefined : shownRows.rowAt(wanted.index);
  const reach = useEffectEvent((id: string) => goToRow(id, wanted?.isMarking ?? false));
  const wantedId = wantedRow?.id;
  useEffect(() => {
    if (wantedId === undefined) return;
    reach(wantedId);
    setWanted(null);
  }, [wantedId]);

  const move = (key: string, isMarking: boolean): boolean => {
    const index = rowAfterKey(key, wanted?.index ?? at, viewport);
    if (index === null) return false;
    const row = shownRows.rowAt(index);
    if (row) goToRow(row.id, isMarking);
    else setWanted({ index, isMarking });
    if (!row || isMarking) {
      live.pause();
      const top = topFor(index, viewport);
      if (top !== viewport.top) goTo(placeAt(top, viewport));
    }
    return true;
  };

  const pressRow = (id: string, event: MouseEvent) => {
    grid.current?.focus({ preventScroll: true });
    if (event.shiftKey) goToRow(id, true);
    else if (event.metaKey || event.ctrlKey) {
      marking.toggle(id, shownRows.rowAt(selectedIndex)?.id);
      setCursor(id);
    } else goToRow(id, false);
  };

  const scrolled = (scrollTop: number) => {
    const next = afterScroll(place, scrollTop, viewport);
    const centred = recentred(next, viewport);
    if (centred) goTo(centred);
    else setPlace(next);
    if (next.top > 0) live.pause();
  };

  useLetterKeys((key, event) => {
    const isOurs = key === 'j' || key === 'k' || event.target === document.body;
    return isOurs && move(key, event.shiftKey);
  });

  const press = (event: KeyboardEvent) => {
    if (event.altKey) return;
    const isMod = event.metaKey || event.ctrlKey;
    const row = shownRows.rowAt(at);
    if (isMod && event.key.toLowerCase() === 'a') onMarks('query');
    else if (isMod) return;
    else if (event.key === ' ' && row) marking.toggle(row.id, undefined);
    else if (event.key === 'Enter' && row) {
      goToRow(row.id, false);
      onOpen();
    } else if (!(group && row && turn(event.key, row)) && !move(event.key, event.shiftKey)) return;
    event.preventDefault();
  };

  /** Opens a group, closes it, or goes from one of its rows to the one that stands for it. */
  const turn = (key: string, row: TimelineRow): boolean => {
    const parent = shownRows.parentAt(at);
    const isOpen = opened.some(({ id }) => id === row.id);
    if (key === 'ArrowRight' && !parent && !isOpen && groupCount(row) > 1) toggleGroup(row);
    else if (key === 'ArrowLeft' && parent) goToRow(parent.id, false);
    else if (key === 'ArrowLeft' && isOpen) toggleGroup(row);
    else return false;
    return true;
  };
  const groupCount = (row: TimelineRow) =>
    group === 'issue' ? (known.issues.get(row.issue_id ?? '')?.deliveries ?? 2) : row.event_deliveries;

  const providers = useMemo(() => new Map(sources.map((source) => [source.id, source])), [sources]);
  const destinationNames = useMemo(() => new Map(destinations.map(({ id, name }) => [id, name])), [destinations]);
  // The selected row stays in the document when it is out of sight, so that assistive technology keeps its place.
  const shown = indexes(first, count, at);
  const cells = columns.length + (group ? 1 : 0);
  const values = useBodyValues(columns, shown.flatMap((index) => shownRows.rowAt(index)?.event_id ?? []));

  return (
    <div
      ref={grid}
      role={group ? 'treegrid' : 'grid'}
      aria-label={t`Deliveries`}
      aria-rowcount={isCounted ? rows + 1 : -1}
      aria-colcount={cells}
      aria-multiselectable
      aria-activedescendant={at >= 0 ? rowElementId(shownRows.rowAt(at)?.id ?? '') : undefined}
      tabIndex={0}
      className={styles.grid}
      {...(columns !== usualColumns && { 'data-chosen': true, style: widthsOf(columns, group) })}
      onKeyDown={press}
    >
      <div role="row" aria-rowindex={1} className={styles.header}>
        {group && (
          <span role="columnheader">
            {group === 'issue' ? <Trans>Issue</Trans> : <span className="visually-hidden"><Trans>Deliveries</Trans></span>}
          </span>
        )}
        {columns.map((column) => (
          <span
            key={column}
            role="columnheader"
            className={headerClass(column)}
            title={pathOf(column) === null ? undefined : columnTitle(column)}
          >
            {column === 'source' ? <span className="visually-hidden">{columnTitle(column)}</span> : columnTitle(column)}
          </span>
        ))}
      </div>
      <div
        ref={scroll}
        role="rowgroup"
        className={styles.scroll}
        // A click on a row would focus the scrolling box; the keys belong to the grid.
        tabIndex={-1}
        onFocus={(event) => event.target === event.currentTarget && grid.current?.focus({ preventScroll: true })}
        onScroll={(event) => scrolled(event.currentTarget.scrollTop)}
      >
        <div
          role="presentation"
          className={styles.rows}
          style={{ height: contentHeight(viewport) }}
          // With Shift a browser would mark text.
          onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        >
          {shown.map((index) => {
            const row = shownRows.rowAt(index);
            const top = index * rowHeight - place.top + place.scrollTop;
            if (!row) return <PendingRow key={index} index={index} top={top} columns={cells} />;
            const source = row.source_id === null ? undefined : providers.get(row.source_id);
            return (
              <TimelineRowLine
                key={row.id}
                row={row}
                index={index}
                top={top}
                isSelected={index === selectedIndex}
                isAtKeys={index === at}
                isMarked={isMarked(marks, row.id)}
                isFresh={freshIds.has(row.id)}
                columns={columns}
                values={values.get(row.event_id)}
                {...(group && {
                  isBelow: shownRows.parentAt(index) !== undefined,
                  isOpen: opened.some(({ id }) => id === row.id),
                  groupCount: groupCount(row),
                  groupTitle: known.issues.get(row.issue_id ?? '')?.title,
                  onToggle: toggleGroup,
                })}
                provider={source?.provider}
                sourceName={source?.name}
                destinationName={destinationNames.get(row.destination_id ?? '')}
                onPress={pressRow}
              />
            );
          })}
        </div>
      </div>
      {group && SubRows && <SubRows group={group} rows={opened} onKnown={setKnown} />}
    </div>
  );
}

function widthsOf(columns: readonly Column[], group: RowGroup | undefined): CSSProperties {
  const { template, least } = columnWidths(columns, group);
  return { '--columns': template, '--least': `${least}px` } as CSSProperties;
}

/** The ids of the rows from one to another as they are shown; null when some of them are not known. */
function shownIds(rows: ShownList, one: string, other: string, max: number): Promise<string[]> | null {
  const [from, to] = [rows.placeOf(one), rows.placeOf(other)];
  if (from < 0 || to < 0) return null;
  const count = Math.min(max, Math.abs(to - from) + 1);
  const ids = Array.from({ length: count }, (_, offset) => rows.rowAt(Math.min(from, to) + offset)?.id);
  return ids.every((id) => id !== undefined) ? Promise.resolve(ids) : null;
}

/** Columns of figures end where their figures do; some go when there is little room. */
function headerClass(column: Column): string | undefined {
  if (column === 'source' || column === 'latency') return styles[column];
  return column === 'tries' || column === 'next' || column === 'size' ? styles.tries : undefined;
}

/** Where a row will be that is being read. */
function PendingRow({ index, top, columns }: { index: number; top: number; columns: number }) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy="true"
      className={classNames(styles.row, styles.pending)}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="gridcell" aria-colspan={columns}>
        <span className="visually-hidden"><Trans>Loading</Trans></span>
      </span>
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
