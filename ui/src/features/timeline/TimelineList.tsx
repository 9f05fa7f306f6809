import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ComponentType, type ReactNode, type Ref, useEffect, useState } from 'react';

import { useCommand, useOffers } from '../../commands';
import type { Density } from '../../contract';
import { useDestinations } from '../../data/destinations';
import { useOverview } from '../../data/overview';
import { useSettings } from '../../data/settings';
import { useSources } from '../../data/sources';
import { Button } from '../../design/Button';
import { markedCount, type Marks, nothingMarked } from '../../selection/marks';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import { countText } from '../../design/formatNumber';
import type { Column } from './columns';
import { emptyWords } from './emptyWords';
import { type Filter, isEmptyFilter } from './filter';
import type { SubRowsProps } from './knownGroups';
import { newsWords } from './newsWords';
import { placeOf, rowAt, rowCount } from './rowPages';
import type { RowGroup } from './search';
import { type GridHandle, TimelineGrid } from './TimelineGrid';
import { TimelineHead } from './TimelineHead';
import styles from './TimelineList.module.css';
import { looksIntoBodies, resolveFilter, type TimelineQuery } from './timelineQuery';
import { useAnnouncement } from './useAnnouncement';
import { useLiveRows } from './useLiveRows';

/** Heights of a row; the tokens say the same. */
const ROW_HEIGHTS: Record<Density, number> = { compact: 24, default: 28, comfortable: 36 };

/** What the list shows, and which of it is marked. */
export interface ShownRows {
  query: TimelineQuery;
  marks: Marks;
  /** How many are marked; null when it is not known. */
  markedCount: number | null;
  onUnmark: () => void;
}

export interface TimelineListProps {
  filter: Filter;
  columns: readonly Column[];
  /** What rows stand together by. */
  group: RowGroup | undefined;
  /** Reads what belongs to open groups. */
  subRows: ComponentType<SubRowsProps>;
  /** What chooses how rows are shown. */
  menu?: ReactNode;
  /** Id of the row the inspector shows. */
  selected: string | null;
  onSelect: (id: string) => void;
  onOpen: () => void;
  onClearFilter: () => void;
  onFilterChange: (filter: Filter) => void;
  /** What stands between the figures and the rows. */
  notice?: (shown: ShownRows) => ReactNode;
  /** What stands below the rows while some are marked. */
  foot?: (shown: ShownRows) => ReactNode;
  ref?: Ref<GridHandle>;
}

/** The timeline: figures, the last hour, and the rows that match the filter. */
export function TimelineList({ filter, onClearFilter, ...rest }: TimelineListProps) {
  const sources = useSources().data;
  const destinations = useDestinations().data;
  const needsNames = filter.source !== undefined || filter.destination !== undefined;
  if (needsNames && (!sources || !destinations)) return null;

  const resolved = resolveFilter(filter, sources ?? [], destinations ?? []);
  if (resolved.kind === 'unknown') {
    return (
      <EmptyState
        glyph="filter"
        title={t`No ${resolved.field} is called “${resolved.name}”.`}
        actions={<Button onClick={onClearFilter}><Trans>Clear filter</Trans></Button>}
      />
    );
  }
  return (
    <Rows
      key={JSON.stringify([resolved.query, rest.group])}
      query={resolved.query}
      filter={filter}
      onClearFilter={onClearFilter}
      {...rest}
    />
  );
}

function Rows({
  query,
  filter,
  selected,
  onSelect,
  onOpen,
  onClearFilter,
  onFilterChange,
  notice,
  columns,
  group,
  subRows,
  menu,
  foot,
  ref,
}: TimelineListProps & { query: TimelineQuery }) {
  const { live, list, freshIds, isFirstLoad, isCounted, isFollowing, newCount, isNewCountMore, problem } = useLiveRows(query, group);
  const sources = useSources().data ?? [];
  const destinations = useDestinations().data ?? [];
  const total = useOverview().data?.counts.total ?? null;
  const density = useSettings().data?.density ?? 'default';

  // Whoever looks at one row does not want it to move away.
  useEffect(() => {
    live.keep(selected);
    if (selected === null) return;
    live.pause();
    live.reveal(selected);
  }, [live, selected]);

  const [marks, setMarks] = useState<Marks>(nothingMarked);
  const count = markedCount(marks, rowCount(list));
  // Of groups only their newest rows are counted.
  const markedWhole = group && marks === 'query' ? null : count;
  const shown: ShownRows = { query, marks, markedCount: markedWhole, onUnmark: () => setMarks(nothingMarked) };
  useEffect(() => {
    if (count > 0) live.pause();
  }, [live, count]);

  // A look through all bodies takes its time.
  const isLooking = !isCounted && looksIntoBodies(query) && !problem;
  const foundText = countText(rowCount(list));
  const toggleFollowing = () => (isFollowing ? live.pause() : live.follow());
  useCommand('follow', toggleFollowing);
  const freshRows = [...freshIds].flatMap((id) => rowAt(list, placeOf(list, id)) ?? []);
  const announcement = useAnnouncement(newsWords({ newCount, isNewCountMore, freshRows }));

  return (
    <section className={styles.list} aria-label={t`Timeline`}>
      <TimelineHead
        filter={filter}
        onFilterChange={onFilterChange}
        menu={menu}
        live={{ isFollowing, newCount, isNewCountMore }}
        onFollow={() => live.follow()}
        onPause={() => live.pause()}
      />
      {notice?.(shown)}
      {problem && <ErrorNotice problem={problem} onRetry={() => live.retry()} className={styles.problem} />}
      {rowCount(list) === 0 && isCounted && !isFirstLoad && !problem ? (
        <EmptyState
          {...(group === 'issue' ? { glyph: 'check' as const, title: t`Nothing here belongs to an issue.` } : emptyWords(filter, total))}
          actions={
            !isEmptyFilter(filter) && (
              <>
                <Button onClick={onClearFilter}><Trans>Clear filter</Trans></Button>
                <SaveViewButton />
              </>
            )
          }
        />
      ) : (
        <TimelineGrid
          ref={ref}
          live={live}
          list={list}
          freshIds={freshIds}
          isCounted={isCounted}
          isFollowing={isFollowing}
          rowHeight={ROW_HEIGHTS[density]}
          sources={sources}
          destinations={destinations}
          columns={columns}
          group={group}
          subRows={subRows}
          selected={selected}
          onSelect={onSelect}
          marks={marks}
          onMarks={setMarks}
          onOpen={onOpen}
        />
      )}
      {isLooking && (
        <p role="status" className={styles.looking}>
          <Trans>Looking through bodies… {foundText} found so far</Trans>
        </p>
      )}
      {count > 0 && foot?.(shown)}
      <p role="status" className="visually-hidden">
        {announcement}
      </p>
    </section>
  );
}

/** There as soon as views can be saved. */
function SaveViewButton() {
  const offer = useOffers().find(({ id }) => id === 'save-view');
  return (
    offer && (
      <Button variant="ghost" onClick={offer.run}>
        <Trans>Save as a view</Trans>
      </Button>
    )
  );
}
