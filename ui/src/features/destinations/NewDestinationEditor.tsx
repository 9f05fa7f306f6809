import { t } from '@lingui/core/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { useCreateDestination } from '../../data/destinations';
import { useToast } from '../../design/Toast';
import { DeliveryPreview } from './DeliveryPreview';
import { newDestinationDraft, newDestinationOf } from './destinationDraft';
import { DestinationForm } from './DestinationForm';

/** The form for a destination that does not exist yet. */
export function NewDestinationEditor() {
  const [draft, setDraft] = useState(newDestinationDraft);
  const create = useCreateDestination();
  const navigate = useNavigate();
  const toast = useToast();

  const save = () =>
    create.mutate(newDestinationOf(draft), {
      onSuccess: (destination) => {
        toast({ title: t`${destination.name} is ready.`, detail: t`Send a test to try it out.`, tone: 'success' });
        void navigate({ to: '/destinations/$id', params: { id: destination.id }, replace: true });
      },
    });

  return (
    <DestinationForm
      title={t`New destination`}
      draft={draft}
      onDraftChange={setDraft}
      onSave={save}
      isSaving={create.isPending}
      failure={create.error}
      aside={<DeliveryPreview draft={draft} />}
    />
  );
}
