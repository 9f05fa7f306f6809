import type { Replay } from '../../contract';
import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { countText } from '../../design/formatNumber';
import { useToast } from '../../design/Toast';
import { useMoveReplay, useOpenReplays } from './queries';
import styles from './replays.module.css';

/** Bulk replays under way, with their progress and the ways to hold or end them. */
export function OpenReplays() {
  const open = useOpenReplays().data ?? [];
  return open.map((replay) => <OpenReplay key={replay.id} replay={replay} />);
}

function OpenReplay({ replay }: { replay: Replay }) {
  const move = useMoveReplay();
  const toast = useToast();
  const go = (verb: 'pause' | 'resume' | 'cancel') =>
    move.mutate({ id: replay.id, verb }, { onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }) });
  const isPaused = replay.state === 'paused';
  return (
    <section className={styles.open} aria-label="Bulk replay">
      <p>
        <b>{isPaused ? 'Replay paused' : 'Replaying'}</b> {countText(replay.made)} of {countText(replay.planned)}
        {replay.skipped > 0 && <span className="t2"> · {countText(replay.skipped)} left out</span>}
      </p>
      <progress className={styles.progress} max={replay.planned} value={replay.made + replay.skipped} aria-label="Made" />
      <Button variant="ghost" glyph={isPaused ? 'play' : 'pause'} isBusy={move.isPending} onClick={() => go(isPaused ? 'resume' : 'pause')}>
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
      <Button variant="ghost" glyph="close" isBusy={move.isPending} onClick={() => go('cancel')}>
        Cancel
      </Button>
    </section>
  );
}
