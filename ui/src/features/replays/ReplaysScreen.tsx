import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';

import type { Destination, Replay } from '../../contract';
import { problemOf } from '../../data/client';
import { useDestinations } from '../../data/destinations';
import { Button } from '../../design/Button';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import { fullMoment } from '../../design/exactTime';
import { countText } from '../../design/formatNumber';
import { timeSince } from '../../design/relativeTime';
import { Screen } from '../../design/Screen';
import { useToast } from '../../design/Toast';
import { useNow } from '../../design/useNow';
import { useMoveReplay, useReplays, useRetryFailed } from './queries';
import { ReplayProgress } from './ReplayProgress';
import { paceText, selectionText, stateText } from './replayWords';
import styles from './replays.module.css';

interface ReplaysScreenProps {
  /** What can be done with those that failed, beside trying them again. */
  failedActions: (replay: Replay) => ReactNode;
}

/** Every bulk replay there was: what was chosen, how far it came, and what can be done with it. Kept for good. */
export function ReplaysScreen({ failedActions }: ReplaysScreenProps) {
  const pages = useReplays();
  const destinations = useDestinations().data ?? [];
  const now_ms = useNow();
  const rows = pages.data?.pages.flatMap(({ items }) => items);
  return (
    <Screen title={t`Replays`} summary={t`Deliveries made once more, many at a time.`}>
      {pages.error && <ErrorNotice problem={problemOf(pages.error)} onRetry={() => void pages.refetch()} />}
      {rows?.length === 0 && (
        <EmptyState glyph="retrying" title={t`Nothing was replayed yet.`}>
          <p>
            <Trans>Choose dead letters, or an issue, and replay them.</Trans>
          </p>
        </EmptyState>
      )}
      {rows && rows.length > 0 && (
        <ul className={styles.list} aria-label={t`Replays, newest first`}>
          {rows.map((replay) => (
            <ReplayRow key={replay.id} replay={replay} destinations={destinations} now_ms={now_ms} failedActions={failedActions} />
          ))}
        </ul>
      )}
      {pages.hasNextPage && (
        <Button variant="ghost" isBusy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Screen>
  );
}

interface ReplayRowProps extends ReplaysScreenProps {
  replay: Replay;
  destinations: readonly Destination[];
  now_ms: number;
}

function ReplayRow({ replay, destinations, now_ms, failedActions }: ReplayRowProps) {
  const ok = countText(replay.delivered);
  const failed = countText(replay.dead_letters + replay.cancelled);
  const skipped = countText(replay.skipped);
  const waiting = countText(replay.queued + replay.sending + replay.retrying);
  return (
    <li className={styles.replay}>
      <div className={styles.what}>
        <b>{selectionText(replay, destinations)}</b>
        <span className="t3" title={fullMoment(replay.created_at_ms)}>
          {stateText(replay)} · {paceText(replay)} · {timeSince(replay.created_at_ms, now_ms)}
        </span>
      </div>
      <div className={styles.far}>
        <ReplayProgress replay={replay} />
        <span className="t2">
          {t`${ok} ok · ${failed} failed · ${skipped} left out`}
          {waiting !== '0' && ` · ${t`${waiting} waiting`}`}
        </span>
      </div>
      <div className={styles.controls}>
        <Controls replay={replay} />
        {replay.dead_letters > 0 && failedActions(replay)}
      </div>
    </li>
  );
}

function Controls({ replay }: { replay: Replay }) {
  const move = useMoveReplay();
  const retry = useRetryFailed();
  const toast = useToast();
  const fail = (error: unknown) => toast({ title: problemOf(error).detail, tone: 'failure' });
  const go = (verb: 'pause' | 'resume' | 'cancel') => move.mutate({ id: replay.id, verb }, { onError: fail });
  const isPaused = replay.state === 'paused';
  if (replay.state === 'running' || isPaused) {
    return (
      <>
        <Button variant="ghost" glyph={isPaused ? 'play' : 'pause'} isBusy={move.isPending} onClick={() => go(isPaused ? 'resume' : 'pause')}>
          {isPaused ? <Trans>Resume</Trans> : <Trans>Pause</Trans>}
        </Button>
        <Button variant="ghost" glyph="close" isBusy={move.isPending} onClick={() => go('cancel')}>
          <Trans>Cancel</Trans>
        </Button>
      </>
    );
  }
  if (replay.dead_letters === 0) return null;
  return (
    <Button glyph="retrying" isBusy={retry.isPending} onClick={() => retry.mutate(replay.id, { onError: fail })}>
      <Trans>Retry failed</Trans>
    </Button>
  );
}
