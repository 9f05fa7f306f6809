import { t } from '@lingui/core/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { newestChange } from '../../data/configurationChanges';
import { useSources } from '../../data/sources';
import { useToast } from '../../design/Toast';
import { useTurns } from '../../undo';
import { useSaveSubscription } from './queries';
import { newSubscriptionDraft } from './subscriptionDraft';
import { SubscriptionForm } from './SubscriptionForm';

/** The form for a subscription that does not exist yet. */
export function NewSubscription({ sourceId }: { sourceId: string | undefined }) {
  const sources = useSources();
  const [stored, setDraft] = useState(() => newSubscriptionDraft(sourceId));
  const save = useSaveSubscription(null, (destinationId) =>
    setDraft((before) => ({ ...before, target: { kind: 'stored', destinationId } })),
  );
  const navigate = useNavigate();
  const toast = useToast();
  const { undo } = useTurns();
  const saySaved = async () => {
    // Without an answer it is saved all the same.
    const change = await newestChange().catch(() => undefined);
    toast({
      title: t`Subscription saved.`,
      detail: t`Matching events are delivered from now on.`,
      tone: 'success',
      ...(change && { action: { label: t`Undo`, onPress: () => undo(change.number) } }),
    });
  };

  // With a single source there is nothing to choose.
  const only = sources.data?.length === 1 ? sources.data[0]?.id : undefined;
  const draft = stored.sourceId === undefined ? { ...stored, sourceId: only } : stored;

  return (
    <SubscriptionForm
      title={t`New subscription`}
      draft={draft}
      onDraftChange={setDraft}
      isSaving={save.isPending}
      failure={save.error}
      onSave={() =>
        save.mutate(draft, {
          onSuccess: (subscription) => {
            void saySaved();
            void navigate({ to: '/subscriptions/$id', params: { id: subscription.id }, replace: true });
          },
        })
      }
    />
  );
}
