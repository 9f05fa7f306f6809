import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import type { Destination } from '../../contract';
import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
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
  const waiting = plural(destination.waiting_count, { one: '# delivery waiting.', other: '# deliveries waiting.' });

  if (destination.health === 'disabled') {
    const since = destination.disabled && dayAndTime(destination.disabled.at_ms, Date.now());
    return (
      <div className={styles.notice} data-tone="bad">
        <Glyph name="warning" />
        <p>
          <b>{since ? t`Disabled since ${since}` : t`Disabled`}</b>:{' '}
          {destination.disabled?.reason ?? t`It answered that it is gone.`} {waiting}
        </p>
        <Button isBusy={enable.isPending} onClick={() => enable.mutate(destination.id, { onError })}>
          <Trans>Enable</Trans>
        </Button>
      </div>
    );
  }
  if (destination.health === 'open' && !destination.is_paused) {
    const next = destination.probe_at_ms === null ? null : relativeTime(destination.probe_at_ms, Date.now());
    return (
      <div className={styles.notice} data-tone="warn">
        <Glyph name="warning" />
        <p>
          <b><Trans>Too much failed.</Trans></b>{' '}
          {next === null
            ? t`Deliveries wait until one gets through.`
            : t`Deliveries wait until one gets through; the next is tried ${next}.`}{' '}
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
        <b><Trans>Paused.</Trans></b> <Trans>Deliveries are held until you resume.</Trans> {waiting}
      </p>
      <Button isBusy={pause.isPending} onClick={() => pause.mutate({ id: destination.id, is_paused: false }, { onError })}>
        <Trans>Resume</Trans>
      </Button>
    </div>
  );
}
