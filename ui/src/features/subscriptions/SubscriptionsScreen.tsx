import { Link, useNavigate } from '@tanstack/react-router';

import type { Destination, Source, Subscription } from '../../contract';
import { problemOf } from '../../data/client';
import { useDestinations } from '../../data/destinations';
import { useSources } from '../../data/sources';
import { useSubscriptions } from '../../data/subscriptions';
import { Button } from '../../design/Button';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Glyph } from '../../design/glyphs';
import { Figure, Row, RowList } from '../../design/RowList';
import { Screen } from '../../design/Screen';
import { SourceBadge } from '../../design/SourceBadge';
import { Switch } from '../../design/Switch';
import { useToast } from '../../design/Toast';
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
      title="Subscriptions"
      summary="Which events go where."
      actions={
        <Button glyph="plus" onClick={add}>
          Subscription
        </Button>
      }
    >
      {subscriptions.isError ? (
        <ErrorNotice problem={problemOf(subscriptions.error)} onRetry={() => subscriptions.refetch()} />
      ) : subscriptions.data?.length === 0 ? (
        <EmptyState
          glyph="subscription"
          title="No subscriptions yet."
          actions={
            <Button variant="primary" glyph="plus" onClick={add}>
              New subscription
            </Button>
          }
        >
          Events are kept as they arrive. A subscription also delivers those you choose to your app, and retries until it
          answers.
        </EmptyState>
      ) : (
        subscriptions.data && (
          <RowList aria-label="Subscriptions">
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
        <Link to="/subscriptions/$id" params={{ id: subscription.id }} className={styles.route}>
          {source?.name ?? (subscription.source_id === null ? 'Any source' : 'A deleted source')}
          <Glyph name="arrow-right" size={12} label="to" className={styles.arrow} />
          {destination?.name ?? 'A deleted destination'}
        </Link>
      }
      status={!subscription.is_enabled && <span className={styles.off}>Off</span>}
      detail={
        <>
          <span className={styles.tokens}>
            {subscription.event_types.slice(0, PATTERNS_SHOWN).map((pattern) => (
              <span key={pattern} className={styles.token}>
                {pattern === '*' ? 'every event' : pattern}
              </span>
            ))}
          </span>
          {hidden > 0 && <span>and {hidden} more</span>}
        </>
      }
      figures={
        <Figure value={tries} label={tries === 1 ? 'try' : 'tries'} />
      }
      controls={
        <Switch
          aria-label={`${source?.name ?? 'Any source'} to ${destination?.name ?? 'deleted destination'}`}
          isOn={subscription.is_enabled}
          onChange={(is_enabled) =>
            turn.mutate(
              { id: subscription.id, is_enabled },
              { onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }) },
            )
          }
        />
      }
      isMuted={!subscription.is_enabled}
    />
  );
}
