import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';

import type { Replay } from '../../contract';
import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { countText } from '../../design/formatNumber';
import { Glyph } from '../../design/glyphs';
import { IconButton } from '../../design/IconButton';
import { useToast } from '../../design/Toast';
import { useNow } from '../../design/useNow';
import { useMoveReplay, useRecentReplays } from './queries';
import { ReplayProgress } from './ReplayProgress';
import styles from './replays.module.css';

/** How long after its end a replay is still told of. */
const TOLD_FOR_MS = 10 * 60_000;

interface OpenReplaysProps {
  /** What can be done with those that failed. */
  failedActions?: (replay: Replay) => ReactNode;
}

/** Bulk replays under way, with the ways to hold or end them, and how those ended that did a moment ago. */
export function OpenReplays({ failedActions }: OpenReplaysProps) {
  const recent = useRecentReplays().data ?? [];
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const now_ms = useNow();
  return recent.map((replay) => {
    if (replay.state === 'running' || replay.state === 'paused') return <OpenReplay key={replay.id} replay={replay} />;
    const isRecent = replay.ended_at_ms !== null && replay.ended_at_ms > now_ms - TOLD_FOR_MS;
    // One that was tried alone has said so in its dialog.
    if (!isRecent || dismissed.includes(replay.id) || replay.deliveries_max !== null) return null;
    return (
      <EndedReplay
        key={replay.id}
        replay={replay}
        actions={replay.dead_letters > 0 ? failedActions?.(replay) : undefined}
        onDismiss={() => setDismissed((before) => [...before, replay.id])}
      />
    );
  });
}

function OpenReplay({ replay }: { replay: Replay }) {
  const move = useMoveReplay();
  const toast = useToast();
  const go = (verb: 'pause' | 'resume' | 'cancel') =>
    move.mutate({ id: replay.id, verb }, { onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }) });
  const isPaused = replay.state === 'paused';
  const made = countText(replay.made);
  const planned = countText(replay.planned);
  const skipped = countText(replay.skipped);
  return (
    <section className={styles.open} aria-label={t`Bulk replay`}>
      <p>
        <b>{isPaused ? t`Replay paused` : t`Replaying`}</b> {t`${made} of ${planned}`}
        {replay.skipped > 0 && <span className="t2"> · {t`${skipped} left out`}</span>}
      </p>
      <ReplayProgress replay={replay} />
      <Button variant="ghost" glyph={isPaused ? 'play' : 'pause'} isBusy={move.isPending} onClick={() => go(isPaused ? 'resume' : 'pause')}>
        {isPaused ? <Trans>Resume</Trans> : <Trans>Pause</Trans>}
      </Button>
      <Button variant="ghost" glyph="close" isBusy={move.isPending} onClick={() => go('cancel')}>
        <Trans>Cancel</Trans>
      </Button>
    </section>
  );
}

function EndedReplay({ replay, actions, onDismiss }: { replay: Replay; actions: ReactNode; onDismiss: () => void }) {
  const ok = countText(replay.delivered);
  const failed = countText(replay.dead_letters + replay.cancelled);
  const skipped = countText(replay.skipped);
  const waiting = replay.queued + replay.sending + replay.retrying;
  const waits = countText(waiting);
  return (
    <section className={styles.open} aria-label={t`Finished replay`}>
      <Glyph name={replay.dead_letters > 0 || replay.state === 'stopped' ? 'warning' : 'check'} />
      <p className={styles.ended}>
        <b>{replay.state === 'stopped' ? t`Replay stopped` : replay.state === 'cancelled' ? t`Replay cancelled` : t`Replay finished`}</b>{' '}
        {t`${ok} ok, ${failed} failed`}
        {replay.skipped > 0 && <span className="t2"> · {t`${skipped} left out`}</span>}
        {waiting > 0 && <span className="t2"> · {t`${waits} waiting`}</span>}
        {replay.stopped_because && <span className="t2"> · {replay.stopped_because}</span>}
      </p>
      {actions}
      <IconButton glyph="close" label={t`Dismiss`} onClick={onDismiss} />
    </section>
  );
}
