import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';

import type { Destination } from '../../contract';
import { problemOf } from '../../data/client';
import { useDestinations } from '../../data/destinations';
import { Button } from '../../design/Button';
import { DayFigures, LastEvent } from '../../design/DayFigures';
import { Dot } from '../../design/Dot';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import { countText } from '../../design/formatNumber';
import { Glyph } from '../../design/glyphs';
import { Figure, Row, RowList } from '../../design/RowList';
import { Screen } from '../../design/Screen';
import { Switch } from '../../design/Switch';
import { useToast } from '../../design/Toast';
import { Tooltip } from '../../design/Tooltip';
import { dayAndTime } from '../../design/relativeTime';
import { useEnableDestination, usePauseDestination } from './queries';
import { schemeLabel } from './signingScheme';
import styles from './destinations.module.css';

/** Every place events are delivered to. */
export function DestinationsScreen() {
  const destinations = useDestinations();
  const navigate = useNavigate();
  const add = () => navigate({ to: '/destinations/$id', params: { id: 'new' } });

  return (
    <Screen
      title={t`Destinations`}
      summary={t`Where events are delivered to.`}
      actions={
        <Button glyph="plus" onClick={add}>
          <Trans>Destination</Trans>
        </Button>
      }
    >
      {destinations.isError ? (
        <ErrorNotice problem={problemOf(destinations.error)} onRetry={() => destinations.refetch()} />
      ) : destinations.data?.length === 0 ? (
        <EmptyState
          glyph="destination"
          title={t`No destinations yet.`}
          actions={
            <Button variant="primary" glyph="plus" onClick={add}>
              <Trans>Add a destination</Trans>
            </Button>
          }
        >
          <Trans>A destination is a URL of your app, on this computer or anywhere else. Deliveries to it are signed and retried.</Trans>
        </EmptyState>
      ) : (
        destinations.data && (
          <RowList aria-label={t`Destinations`}>
            {destinations.data.map((destination) => (
              <DestinationRow key={destination.id} destination={destination} />
            ))}
          </RowList>
        )
      )}
    </Screen>
  );
}

function DestinationRow({ destination }: { destination: Destination }) {
  const pause = usePauseDestination();
  const enable = useEnableDestination();
  const toast = useToast();
  const onError = (error: unknown) => toast({ title: problemOf(error).detail, tone: 'failure' });

  return (
    <Row
      leading={<Dot tone={toneOf(destination)} />}
      title={
        <Link to="/destinations/$id" params={{ id: destination.id }}>
          {destination.name}
        </Link>
      }
      status={<Health destination={destination} />}
      detail={
        <>
          <span className="mono">{destination.url}</span>
          <span className="t3">{schemeLabel(destination.scheme)}</span>
        </>
      }
      figures={
        <>
          <DayFigures day={destination.day} />
          <Figure value={countText(destination.waiting_count)} label={t`waiting`} />
          <Figure
            value={countText(destination.dead_letter_count)}
            label={plural(destination.dead_letter_count, { one: 'dead letter', other: 'dead letters' })}
            tone={destination.dead_letter_count > 0 ? 'bad' : undefined}
          />
          <LastEvent at_ms={destination.day.last_event_at_ms} />
        </>
      }
      controls={
        destination.health === 'disabled' ? (
          <Button isBusy={enable.isPending} onClick={() => enable.mutate(destination.id, { onError })}>
            <Trans>Enable</Trans>
          </Button>
        ) : (
          <Tooltip content={destination.is_paused ? t`Paused: deliveries are held. Switch on to resume.` : t`Switch off to hold deliveries.`}>
            <span className={styles.switch}>
              <Switch
                aria-label={t`Deliver to ${destination.name}`}
                isOn={!destination.is_paused}
                onChange={(isOn) => pause.mutate({ id: destination.id, is_paused: !isOn }, { onError })}
              />
            </span>
          </Tooltip>
        )
      }
      isMuted={destination.is_paused}
    />
  );
}

function toneOf(destination: Destination) {
  if (destination.health === 'disabled') return 'bad';
  if (destination.is_paused) return 'off';
  return destination.health === 'open' ? 'waiting' : 'good';
}

/** Why deliveries do not go out; nothing while they do. */
function Health({ destination }: { destination: Destination }) {
  if (destination.health === 'disabled') {
    const reason = destination.disabled?.reason ?? t`it answered that it is gone`;
    const since = destination.disabled && dayAndTime(destination.disabled.at_ms, Date.now());
    const words = since ? t`Disabled since ${since}: ${reason}` : t`Disabled: ${reason}`;
    return (
      <span className={styles.disabled} title={words}>
        <Glyph name="warning" size={12} />
        <span className={styles.reason}>{words}</span>
      </span>
    );
  }
  if (destination.health === 'open' && !destination.is_paused) {
    return (
      <span className={styles.open} title={t`Too much failed. Deliveries wait until one gets through.`}>
        <Glyph name="warning" size={12} />
        <span className={styles.reason}><Trans>Too much failed: waits until one gets through</Trans></span>
      </span>
    );
  }
  return destination.is_paused ? (
    <span className={styles.paused}>
      <Glyph name="held" size={12} />
      <Trans>Paused</Trans>
    </span>
  ) : null;
}
