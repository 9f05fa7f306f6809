import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';

import type { Destination, Source, Subscription } from '../../contract';
import { problemOf } from '../../data/client';
import { useDestinations } from '../../data/destinations';
import { useSources } from '../../data/sources';
import { useSubscriptions } from '../../data/subscriptions';
import { Button } from '../../design/Button';
import { DayFigures, LastEvent } from '../../design/DayFigures';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Glyph } from '../../design/glyphs';
import { Figure, Row, RowList } from '../../design/RowList';
import { Screen } from '../../design/Screen';
import { SourceBadge } from '../../design/SourceBadge';
import { Switch } from '../../design/Switch';
import { useToast } from '../../design/Toast';
import { useLetterKeys } from '../../design/useLetterKeys';
import { useSwitchSubscription } from './queries';
import styles from './subscriptions.module.css';

/** How many patterns a row shows before it counts the rest. */
const PATTERNS_SHOWN = 4;

/** Every rule of what goes where. */
export function SubscriptionsScreen() {
  const subscriptions = useSubscriptions();
  const sources = useSources();
  const destinations = useDestinations();
  const navigate = useNavigate();
  const add = () => navigate({ to: '/subscriptions/$id', params: { id: 'new' } });

  return (
    <Screen
      title={t`Subscriptions`}
      summary={t`Which events go where.`}
      actions={
        <Button glyph="plus" onClick={add}>
          <Trans>Subscription</Trans>
        </Button>
      }
    >
      {subscriptions.isError ? (
        <ErrorNotice problem={problemOf(subscriptions.error)} onRetry={() => subscriptions.refetch()} />
      ) : subscriptions.data?.length === 0 ? (
        <EmptyState
          glyph="subscription"
          title={t`No subscriptions yet.`}
          actions={
            <Button variant="primary" glyph="plus" onClick={add}>
              <Trans>New subscription</Trans>
            </Button>
          }
        >
          <Trans>
            Events are kept as they arrive. A subscription also delivers those you choose to your app, and retries until
            it answers.
          </Trans>
        </EmptyState>
      ) : (
        subscriptions.data && (
          <RowList aria-label={t`Subscriptions`}>
            {subscriptions.data.map((subscription) => (
              <SubscriptionRow
                key={subscription.id}
                subscription={subscription}
                source={sources.data?.find((source) => source.id === subscription.source_id)}
                destination={destinations.data?.find((destination) => destination.id === subscription.destination_id)}
              />
            ))}
          </RowList>
        )
      )}
    </Screen>
  );
}

interface SubscriptionRowProps {
  subscription: Subscription;
  source: Source | undefined;
  destination: Destination | undefined;
}

function SubscriptionRow({ subscription, source, destination }: SubscriptionRowProps) {
  const turn = useSwitchSubscription();
  const toast = useToast();
  const tries = subscription.retry_schedule.waits_ms.length + 1;
  const sourceName = source?.name ?? (subscription.source_id === null ? t`Any source` : t`A deleted source`);
  const destinationName = destination?.name ?? t`A deleted destination`;
  const set = (is_enabled: boolean) =>
    turn.mutate(
      { id: subscription.id, is_enabled },
      { onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }) },
    );
  // Held and resumed by one key where the focus is.
  useLetterKeys((key, { target }) => {
    const isHere = target instanceof Element && target.closest('li')?.querySelector(`[data-subscription="${subscription.id}"]`);
    if (key !== 'h' || !isHere) return false;
    set(!subscription.is_enabled);
    return true;
  });
  const hidden = subscription.event_types.length - PATTERNS_SHOWN;

  return (
    <Row
      leading={
        source ? (
          <SourceBadge provider={source.provider} />
        ) : (
          <span className={styles.anyBadge} aria-hidden>
            <Glyph name="subscription" size={12} />
          </span>
        )
      }
      title={
        <Link
          to="/subscriptions/$id"
          params={{ id: subscription.id }}
          className={styles.route}
          data-subscription={subscription.id}
        >
          {sourceName}
          <Glyph name="arrow-right" size={12} label={t`to`} className={styles.arrow} />
          {destinationName}
        </Link>
      }
      status={!subscription.is_enabled && <span className={styles.off}>{t`Off`}</span>}
      detail={
        <>
          <span className={styles.tokens}>
            {subscription.event_types.slice(0, PATTERNS_SHOWN).map((pattern) => (
              <span key={pattern} className={styles.token}>
                {pattern === '*' ? t`every event` : pattern}
              </span>
            ))}
          </span>
          {hidden > 0 && <span>{t`and ${hidden} more`}</span>}
        </>
      }
      figures={
        <>
          <DayFigures day={subscription.day} />
          <Figure value={tries} label={plural(tries, { one: 'try', other: 'tries' })} />
          <LastEvent at_ms={subscription.day.last_event_at_ms} />
        </>
      }
      controls={
        <Switch
          aria-label={t`${sourceName} to ${destinationName}`}
          isOn={subscription.is_enabled}
          onChange={set}
        />
      }
      isMuted={!subscription.is_enabled}
    />
  );
}
