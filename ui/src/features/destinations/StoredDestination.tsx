import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';

import type { Destination } from '../../contract';
import { problemOf } from '../../data/client';
import { withItsChange } from '../../data/configurationChanges';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Screen } from '../../design/Screen';
import { DeleteDestination } from './DeleteDestination';
import { DeliveryPreview } from './DeliveryPreview';
import { destinationPatchOf, draftOfDestination } from './destinationDraft';
import { DestinationForm } from './DestinationForm';
import { HealthNotice } from './HealthNotice';
import { useDestination, useUpdateDestination } from './queries';
import { SendTest } from './SendTest';
import { useWaitingNotice } from './useWaitingNotice';

/** They bring a library of their own, so the form stands first. */
const DestinationCharts = lazy(() => import('./charts/DestinationCharts'));

/** The form for a destination that exists, with how it did, beside a test of it. */
export function StoredDestination({ id }: { id: string }) {
  const destination = useDestination(id);
  if (destination.isError) {
    return (
      <Screen title={t`Destination`} actions={<Link to="/destinations"><Trans>All destinations</Trans></Link>}>
        <ErrorNotice problem={problemOf(destination.error)} onRetry={() => destination.refetch()} />
      </Screen>
    );
  }
  return destination.data ? <LoadedDestination destination={destination.data} /> : null;
}

function LoadedDestination({ destination }: { destination: Destination }) {
  const [draft, setDraft] = useState(() => draftOfDestination(destination));
  const update = useUpdateDestination(destination.id);
  const tellWaiting = useWaitingNotice();

  const save = () =>
    void withItsChange(() => update.mutateAsync(destinationPatchOf(draft))).then(
      ({ answer, change }) => {
        setDraft(draftOfDestination(answer));
        tellWaiting(answer.waiting_count, change);
      },
      // A failure stands in the form.
      () => undefined,
    );

  return (
    <DestinationForm
      title={destination.name}
      destination={destination}
      draft={draft}
      onDraftChange={setDraft}
      onSave={save}
      isSaving={update.isPending}
      failure={update.error}
      notice={
        <>
          <HealthNotice destination={destination} />
          <Suspense fallback={null}>
            <DestinationCharts destination={destination} />
          </Suspense>
        </>
      }
      actions={<DeleteDestination destination={destination} />}
      aside={
        <>
          <SendTest destination={destination} />
          <DeliveryPreview draft={draft} />
        </>
      }
    />
  );
}
