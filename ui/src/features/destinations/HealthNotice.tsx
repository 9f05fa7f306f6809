import { Trans } from '@lingui/react/macro';

import type { Destination } from '../../contract';
import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { countOf } from '../../design/formatNumber';
import { Glyph } from '../../design/glyphs';
import { dayAndTime, relativeTime } from '../../design/relativeTime';
import { useToast } from '../../design/Toast';
import styles from './destinations.module.css';
import { useEnableDestination, usePauseDestination } from './queries';

/** Says that deliveries do not go out, why, and offers the way back. Nothing while they do. */
export function HealthNotice({ destination }: { destination: Destination }) {
  const enable = useEnableDestination();
  const pause = usePauseDestination();
  const toast = useToast();
  const onError = (error: unknown) => toast({ title: problemOf(error).detail, tone: 'failure' });
  const waiting = `${countOf(destination.waiting_count, 'delivery', 'deliveries')} waiting.`;

  if (destination.health === 'disabled') {
    return (
      <div className={styles.notice} data-tone="bad">
        <Glyph name="warning" />
        <p>
          <b>
            Disabled
            {destination.disabled && ` since ${dayAndTime(destination.disabled.at_ms, Date.now())}`}
          </b>
          : {destination.disabled?.reason ?? 'It answered that it is gone.'} {waiting}
        </p>
        <Button isBusy={enable.isPending} onClick={() => enable.mutate(destination.id, { onError })}>
          <Trans>Enable</Trans>
        </Button>
      </div>
    );
  }
  if (destination.health === 'open' && !destination.is_paused) {
    return (
      <div className={styles.notice} data-tone="warn">
        <Glyph name="warning" />
        <p>
          <b><Trans>Too much failed.</Trans></b> Deliveries wait until one gets through
          {destination.probe_at_ms !== null && `; the next is tried ${relativeTime(destination.probe_at_ms, Date.now())}`}.{' '}
          {waiting}
        </p>
        <Button isBusy={enable.isPending} onClick={() => enable.mutate(destination.id, { onError })}>
          <Trans>Resume now</Trans>
        </Button>
      </div>
    );
  }
  if (!destination.is_paused) return null;
  return (
    <div className={styles.notice}>
      <Glyph name="held" />
      <p>
        <b><Trans>Paused.</Trans></b> Deliveries are held until you resume. {waiting}
      </p>
      <Button isBusy={pause.isPending} onClick={() => pause.mutate({ id: destination.id, is_paused: false }, { onError })}>
        <Trans>Resume</Trans>
      </Button>
    </div>
  );
}
