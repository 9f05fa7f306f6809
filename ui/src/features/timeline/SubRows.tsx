import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';

import type { DeliverySummary, TimelineRow } from '../../contract';
import { eventQuery } from '../../data/event';
import { allIssuesQuery, issueDeliveriesQuery } from '../../data/issues';
import type { SubRowsProps } from './knownGroups';

/** Reads what belongs to the open rows, and keeps it true; draws nothing itself. */
export function SubRows({ group, rows, onKnown }: SubRowsProps) {
  const isByIssue = group === 'issue';
  const ofEvents = useQueries({
    queries: isByIssue ? [] : rows.map((row) => eventQuery(row.event_id)),
    combine: (answers) => answers.map(({ data }) => data?.deliveries),
  });
  const ofIssues = useQueries({
    queries: isByIssue ? rows.map((row) => issueDeliveriesQuery(row.issue_id ?? '')) : [],
    combine: (answers) => answers.map(({ data }) => data?.items),
  });
  const issues = useQuery({ ...allIssuesQuery, enabled: isByIssue }).data;
  const deliveries = isByIssue ? ofIssues : ofEvents;

  useEffect(() => {
    const open = rows.map((row, place) => ({ id: row.id, below: rowsBelow(row, deliveries[place] ?? []) }));
    const known = (issues ?? []).map(({ id, title, deliveries: count }) => [id, { title, deliveries: count }] as const);
    onKnown({ open, issues: new Map(known) });
  }, [rows, deliveries, issues, onKnown]);
  return null;
}

/** The other deliveries of a row's group, newest first. */
function rowsBelow(row: TimelineRow, deliveries: readonly DeliverySummary[]): TimelineRow[] {
  const others = deliveries.filter(({ id }) => id !== row.id);
  const below = others.map(
    (delivery): TimelineRow => ({
      ...row,
      id: delivery.id,
      event_id: delivery.event_id,
      delivery_id: delivery.id,
      state: delivery.state,
      received_at_ms: delivery.received_at_ms,
      event_type: delivery.event_type,
      source_id: delivery.source_id,
      destination_id: delivery.destination_id,
      status: delivery.status,
      error_class: delivery.error_class,
      latency_ms: delivery.latency_ms,
      attempts_made: delivery.attempts_made,
      attempts_max: delivery.attempts_max,
      due_at_ms: delivery.due_at_ms,
      body_bytes: delivery.body_bytes,
      trigger: delivery.trigger,
    }),
  );
  return below.sort((one, other) => (one.id < other.id ? 1 : -1));
}
