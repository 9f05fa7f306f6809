import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef } from 'react';

import { problemOf } from '../data/client';
import { useConnection } from '../data/connection';
import { useOverview } from '../data/overview';
import { ErrorNotice } from '../design/ErrorNotice';
import { useLetterKeys } from '../design/useLetterKeys';
import { useCompareCommand } from '../features/compare/useCompareCommand';
import { ExportCommand } from '../features/interchange/ExportCommand';
import {
  filterOf,
  type GridHandle,
  inspectorTabs,
  isEmptyFilter,
  readColumns,
  readTimelineSearch,
  type InspectorTab,
  TimelineList,
  type TimelineSearch,
} from '../features/timeline';
import { exportChoices } from './exportChoices';
import { Inspector } from './Inspector';
import { later } from '../design/later';
import { PaneBoundary } from './PaneBoundary';
import { SplitPanes } from './SplitPanes';
import styles from './TimelinePage.module.css';
import { useFilter } from './useFilter';

const FirstRun = later(async () => (await import('../features/first-run')).FirstRun);
const ViewMenu = later(async () => (await import('../features/timeline/views')).ViewMenu);
const SubRows = later(async () => (await import('../features/timeline/SubRows')).SubRows);
const TimelineMarked = later(async () => (await import('./TimelineMarked')).TimelineMarked);
const TimelineReplays = later(async () => (await import('./TimelineReplays')).TimelineReplays);

/** The timeline with the inspector beside it; before the first event, the ways to begin. */
export function TimelinePage() {
  const search = useSearch({ from: '/timeline' });
  const navigate = useNavigate({ from: '/timeline' });
  const [filter, setFilter] = useFilter();
  const { data: overview, error, refetch } = useOverview();
  const connection = useConnection();
  const grid = useRef<GridHandle>(null);
  const inspector = useRef<HTMLElement>(null);
  const selected = search.selected ?? null;
  const columns = useMemo(() => readColumns(search.columns), [search.columns]);

  const change = useCallback(
    (next: Partial<TimelineSearch>) =>
      // Moving through rows leaves no trail of steps for the back button.
      void navigate({
        search: (before: TimelineSearch) => ({ ...readTimelineSearch({ ...before }), ...next }),
        replace: true,
      }),
    [navigate],
  );
  const select = useCallback(
    (id: string | undefined) => change({ selected: id, ...(id === undefined && { tab: undefined }) }),
    [change],
  );

  useCompareCommand(selected);

  useLetterKeys((key, event) => {
    const tab = inspectorTabs[Number(key) - 1];
    if (tab && selected !== null) {
      change({ tab });
      return true;
    }
    if (key !== 'Escape') return false;
    const isInside = event.target instanceof Node && inspector.current?.contains(event.target);
    if (isInside) grid.current?.focus();
    else if (grid.current?.unmark()) return true;
    else if (selected !== null) select(undefined);
    else if (!isEmptyFilter(filter)) setFilter({});
    else return false;
    return true;
  });

  if (!overview) {
    // Without a key nothing can be read; the banner says so already.
    if (!error || connection === 'refused') return null;
    return (
      <div className={styles.problem}>
        <ErrorNotice problem={problemOf(error)} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (overview.counts.total === 0 && isEmptyFilter(filterOf(search)) && selected === null) {
    return <FirstRun firstSourceId={overview.first_source_id} />;
  }
  return (
    <SplitPanes
      isSecondWanted={selected !== null}
      onBack={() => select(undefined)}
      first={
        <PaneBoundary of={JSON.stringify(filter)}>
          <TimelineList
            ref={grid}
            filter={filter}
            columns={columns}
            group={search.group}
            subRows={SubRows}
            menu={<ViewMenu search={search} onSearch={(next) => void navigate({ search: next })} />}
            selected={selected}
            onSelect={select}
            onOpen={() => inspector.current?.focus()}
            onClearFilter={() => setFilter({})}
            onFilterChange={setFilter}
            notice={({ query, marks }) => (
              <>
                <TimelineReplays query={query} />
                <ExportCommand choices={exportChoices(query, marks, selected)} />
              </>
            )}
            foot={(shown) => <TimelineMarked {...shown} />}
          />
        </PaneBoundary>
      }
      second={
        <PaneBoundary of={selected ?? ''}>
          <Inspector
            ref={inspector}
            selected={selected}
            tab={search.tab}
            onTabChange={(tab: InspectorTab) => change({ tab })}
            onSelect={select}
          />
        </PaneBoundary>
      }
    />
  );
}
