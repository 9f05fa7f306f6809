import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';

import { problemOf } from '../../data/client';
import { eventQuery } from '../../data/event';
import { Button } from '../../design/Button';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import { exactTime } from '../../design/exactTime';
import { ChangeList } from './ChangeList';
import { grouped } from './changes';
import styles from './compare.module.css';
import { lastSuccessQuery } from './lastSuccess';
import { comparisonQuery } from './queries';
import { useFileComparison } from './useFileComparison';
import { volatilePaths } from './volatile';

/** What is different in an event since the last success of its kind, path by path; a path opens the whole comparison. */
export function CompareTab({ eventId }: { eventId: string }) {
  const event = useQuery(eventQuery(eventId));
  const kind = event.data?.event_type ?? '';
  const success = useQuery({ ...lastSuccessQuery(kind, event.data?.source_id ?? null, eventId), enabled: event.data !== undefined });
  const left = success.data ?? null;
  const leftEvent = useQuery({ ...eventQuery(left ?? ''), enabled: left !== null }).data;
  const comparison = useQuery({
    ...comparisonQuery({ left: left ?? '', right: eventId }, volatilePaths, 'key'),
    enabled: left !== null,
  });
  const navigate = useNavigate();
  const open = (more: { path?: string; mode?: string } = {}) =>
    left !== null && void navigate({ to: '/compare', search: { left, right: eventId, ...more } });

  const failed = [event, success, comparison].find(({ isError }) => isError);
  const problem = failed && problemOf(failed.error);
  if (problem?.code === 'not_json') {
    return (
      <EmptyState
        title={t`Not JSON`}
        actions={
          <Button onClick={() => open({ mode: 'text' })}>
            <Trans>Compare as text</Trans>
          </Button>
        }
      >
        {problem.detail}
      </EmptyState>
    );
  }
  if (problem) return <ErrorNotice problem={problem} onRetry={() => void failed?.refetch()} />;
  if (success.data === null) {
    return (
      <EmptyState title={t`Nothing to compare with yet`} actions={<FileButton eventId={eventId} />}>
        <Trans>No other {kind} was delivered yet.</Trans>
      </EmptyState>
    );
  }
  if (!comparison.data) return null;
  const changes = grouped(comparison.data.changes);
  const moment = leftEvent ? exactTime(leftEvent.received_at_ms) : '';
  return (
    <div className={styles.tab}>
      <div className={styles.tabHead}>
        <p className="t2">
          <Trans>
            Against the last success, {moment}
          </Trans>
        </p>
        <Button glyph="compare" onClick={() => open()}>
          <Trans>Open the comparison</Trans>
        </Button>
        <FileButton eventId={eventId} />
      </div>
      {changes.length === 0 ? (
        <p>
          <Trans>Nothing differs but what changes with every event.</Trans>
        </p>
      ) : (
        <ChangeList
          changes={changes}
          current={-1}
          onCurrentChange={(place) => {
            const path = changes[place]?.path;
            open(path === undefined ? {} : { path });
          }}
        />
      )}
    </div>
  );
}

function FileButton({ eventId }: { eventId: string }) {
  const input = useRef<HTMLInputElement>(null);
  const compare = useFileComparison();
  return (
    <>
      <Button isBusy={compare.isPending} onClick={() => input.current?.click()}>
        <Trans>Compare with a file…</Trans>
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t`File to compare with`}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) compare.mutate({ file, eventId });
          currentTarget.value = '';
        }}
      />
    </>
  );
}
