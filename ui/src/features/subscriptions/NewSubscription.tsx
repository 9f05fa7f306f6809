import { t } from '@lingui/core/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { useSources } from '../../data/sources';
import { useUndoToast } from '../../undo';
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
  const undoToast = useUndoToast();

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
            void undoToast({
              title: t`Subscription saved.`,
              detail: t`Matching events are delivered from now on.`,
              tone: 'success',
            });
            void navigate({ to: '/subscriptions/$id', params: { id: subscription.id }, replace: true });
          },
        })
      }
    />
  );
}
