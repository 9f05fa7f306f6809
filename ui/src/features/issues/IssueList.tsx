import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef } from 'react';

import type { Destination, Issue } from '../../contract';
import { problemOf } from '../../data/client';
import { useDestinations } from '../../data/destinations';
import { issuePagesQuery } from '../../data/issues';
import { useOverview } from '../../data/overview';
import { Button } from '../../design/Button';
import { classNames } from '../../design/classNames';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import { fullMoment } from '../../design/exactTime';
import { countText } from '../../design/formatNumber';
import { Glyph } from '../../design/glyphs';
import { timeSince } from '../../design/relativeTime';
import { SegmentedControl } from '../../design/SegmentedControl';
import { Sparkline } from '../../design/Sparkline';
import { useLetterKeys } from '../../design/useLetterKeys';
import { useNow } from '../../design/useNow';
import { failuresWords, issueTitle, stateGlyph, stateWord } from './issueWords';
import styles from './issues.module.css';
import { type IssueView, issueViews } from './views';

interface IssueListProps {
  view: IssueView;
  onViewChange: (view: IssueView) => void;
  selected: string | null;
  onSelect: (id: string) => void;
  /** Enter: go on to what the row shows. */
  onOpen: () => void;
}

/** Issues, a row for each; the one that failed last comes first. */
export function IssueList({ view, onViewChange, ...rest }: IssueListProps) {
  const pages = useInfiniteQuery(issuePagesQuery(view));
  const issues = pages.data?.pages.flatMap(({ items }) => items);
  return (
    <section className={styles.list} aria-label={t`Issues`}>
      <header className={styles.head}>
        <h1>
          <Trans>Issues</Trans>
        </h1>
        <SegmentedControl
          aria-label={t`Which issues`}
          value={view}
          onValueChange={onViewChange}
          options={issueViews.map((value) => ({ value, label: stateWord(value) }))}
        />
      </header>
      {pages.error && <ErrorNotice problem={problemOf(pages.error)} onRetry={() => void pages.refetch()} />}
      {issues?.length === 0 && <NoIssues view={view} />}
      {issues && issues.length > 0 && <Rows issues={issues} {...rest} />}
      {pages.hasNextPage && (
        <div className={styles.more}>
          <Button variant="ghost" isBusy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            <Trans>Show more</Trans>
          </Button>
        </div>
      )}
    </section>
  );
}

function Rows({
  issues,
  selected,
  onSelect,
  onOpen,
}: { issues: readonly Issue[] } & Pick<IssueListProps, 'selected' | 'onSelect' | 'onOpen'>) {
  const grid = useRef<HTMLDivElement>(null);
  const destinations = useDestinations().data ?? [];
  const now_ms = useNow();
  const index = issues.findIndex(({ id }) => id === selected);

  const move = (key: string): boolean => {
    const steps: Record<string, number> = { ArrowDown: index + 1, j: index + 1, ArrowUp: index - 1, k: index - 1, Home: 0, End: issues.length - 1 };
    const to = steps[key];
    if (to === undefined) return false;
    const issue = issues[Math.min(Math.max(to, 0), issues.length - 1)];
    if (issue) {
      onSelect(issue.id);
      document.getElementById(rowId(issue.id))?.scrollIntoView({ block: 'nearest' });
    }
    return true;
  };

  useLetterKeys((key, event) => (key === 'j' || key === 'k' || event.target === document.body) && move(key));

  const press = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (move(event.key)) event.preventDefault();
    else if (event.key === 'Enter' && index >= 0) {
      event.preventDefault();
      onOpen();
    }
  };

  return (
    <div
      ref={grid}
      role="grid"
      aria-label={t`Issues`}
      aria-rowcount={issues.length + 1}
      aria-activedescendant={index >= 0 ? rowId(issues[index]?.id ?? '') : undefined}
      tabIndex={0}
      className={styles.grid}
      onKeyDown={press}
    >
      <div role="row" aria-rowindex={1} className={styles.header}>
        <span role="columnheader">
          <Trans>Issue</Trans>
        </span>
        <span role="columnheader" className={styles.spark}>
          <Trans>24 hours</Trans>
        </span>
        <span role="columnheader" className={styles.number}>
          <Trans>Deliveries</Trans>
        </span>
        <span role="columnheader">
          <Trans>Last seen</Trans>
        </span>
        <span role="columnheader" className={styles.first}>
          <Trans>First seen</Trans>
        </span>
      </div>
      <div role="rowgroup" className={styles.rows}>
        {issues.map((issue, place) => (
          <IssueRow
            key={issue.id}
            issue={issue}
            place={place}
            now_ms={now_ms}
            destinations={destinations}
            isSelected={issue.id === selected}
            onSelect={() => {
              onSelect(issue.id);
              grid.current?.focus({ preventScroll: true });
            }}
          />
        ))}
      </div>
    </div>
  );
}

interface IssueRowProps {
  issue: Issue;
  place: number;
  now_ms: number;
  destinations: readonly Destination[];
  isSelected: boolean;
  onSelect: () => void;
}

function IssueRow({ issue, place, now_ms, destinations, isSelected, onSelect }: IssueRowProps) {
  const name = destinations.find(({ id }) => id === issue.destination_id)?.name ?? t`A deleted destination`;
  const more = issue.event_types.length - 1;
  const kinds = more > 0 ? plural(more, { one: '+ # kind', other: '+ # kinds' }) : '';
  return (
    <div
      role="row"
      id={rowId(issue.id)}
      aria-rowindex={place + 2}
      aria-selected={isSelected}
      className={classNames(styles.row, isSelected && styles.selected)}
      onClick={onSelect}
    >
      <span role="gridcell" className={styles.title}>
        <span className={classNames(styles.glyph, styles[issue.state])}>
          <Glyph name={stateGlyph[issue.state]} label={stateWord(issue.state)} />
        </span>
        <span className={styles.words}>
          <b>{issueTitle(issue, name)}</b>
          <small>
            {issue.event_types[0]} {kinds}
          </small>
        </span>
      </span>
      <span role="gridcell" className={styles.spark}>
        <Sparkline hours={issue.hours} aria-label={failuresWords(issue.hours)} tone="bad" />
      </span>
      <span role="gridcell" className={styles.number}>
        {countText(issue.deliveries)}
      </span>
      <span role="gridcell" className={styles.time} title={fullMoment(issue.last_seen_ms)}>
        {timeSince(issue.last_seen_ms, now_ms)}
      </span>
      <span role="gridcell" className={classNames(styles.time, styles.first)} title={fullMoment(issue.first_seen_ms)}>
        {timeSince(issue.first_seen_ms, now_ms)}
      </span>
    </div>
  );
}

function NoIssues({ view }: { view: IssueView }) {
  const last_ms = useOverview().data?.issues.last_resolved_at_ms ?? null;
  const now_ms = useNow();
  if (view !== 'open') {
    return <EmptyState glyph={stateGlyph[view]} title={noneOf(view)} />;
  }
  const since = last_ms === null ? '' : timeSince(last_ms, now_ms);
  return (
    <EmptyState glyph="check" title={t`No open issues.`}>
      {last_ms !== null && <p>{t`Last one was resolved ${since}.`}</p>}
    </EmptyState>
  );
}

function noneOf(view: Exclude<IssueView, 'open'>): string {
  switch (view) {
    case 'acknowledged':
      return t`Nobody sees to an issue.`;
    case 'ignored':
      return t`No issue is ignored.`;
    case 'resolved':
      return t`No issue was resolved in the last 30 days.`;
  }
}

function rowId(id: string): string {
  return `row-${id}`;
}
