import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';

import type { Subscription } from '../../contract';
import { problemOf } from '../../data/client';
import { withItsChange } from '../../data/configurationChanges';
import { useDestinations } from '../../data/destinations';
import { useSources } from '../../data/sources';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Screen } from '../../design/Screen';
import { Switch } from '../../design/Switch';
import { useToast } from '../../design/Toast';
import { DeleteSubscription } from './DeleteSubscription';
import { useSaveSubscription, useSubscription, useSwitchSubscription } from './queries';
import { routeName } from './routeName';
import { draftOfSubscription } from './subscriptionDraft';
import { SubscriptionForm } from './SubscriptionForm';
import styles from './subscriptions.module.css';
import { useWaitingNotice } from './useWaitingNotice';

export interface StoredSubscriptionProps {
  id: string;
  /** The way to deliver events that came before it. */
  missed: ReactNode;
}

/** The form for a subscription that exists. */
export function StoredSubscription({ id, missed }: StoredSubscriptionProps) {
  const subscription = useSubscription(id);
  if (subscription.isError) {
    return (
      <Screen title={t`Subscription`} actions={<Link to="/subscriptions"><Trans>All subscriptions</Trans></Link>}>
        <ErrorNotice problem={problemOf(subscription.error)} onRetry={() => subscription.refetch()} />
      </Screen>
    );
  }
  return subscription.data ? <LoadedSubscription subscription={subscription.data} missed={missed} /> : null;
}

function LoadedSubscription({ subscription, missed }: { subscription: Subscription; missed: ReactNode }) {
  const [draft, setDraft] = useState(() => draftOfSubscription(subscription));
  const save = useSaveSubscription(subscription.id, (destinationId) =>
    setDraft((before) => ({ ...before, target: { kind: 'stored', destinationId } })),
  );
  const sources = useSources();
  const destinations = useDestinations();
  const turn = useSwitchSubscription();
  const toast = useToast();
  const tellWaiting = useWaitingNotice();

  return (
    <SubscriptionForm
      title={routeName(
        subscription,
        sources.data?.find(({ id }) => id === subscription.source_id),
        destinations.data?.find(({ id }) => id === subscription.destination_id),
      )}
      subscription={subscription}
      draft={draft}
      onDraftChange={setDraft}
      isSaving={save.isPending}
      failure={save.error}
      onSave={() =>
        // A failure stands in the form.
        void withItsChange(() => save.mutateAsync(draft)).then(({ change }) => tellWaiting(subscription.id, change), () => undefined)
      }
      actions={
        <>
          <label className={styles.switch}>
            {subscription.is_enabled ? t`On` : t`Off`}
            <Switch
              isOn={subscription.is_enabled}
              aria-label={t`Deliver matching events`}
              onChange={(is_enabled) =>
                turn.mutate(
                  { id: subscription.id, is_enabled },
                  { onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }) },
                )
              }
            />
          </label>
          {missed}
          <DeleteSubscription subscription={subscription} />
        </>
      }
    />
  );
}
