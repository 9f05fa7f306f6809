import { t } from '@lingui/core/macro';
import { useParams, useSearch } from '@tanstack/react-router';

import { DestinationEditor } from '../features/destinations';
import { ProviderEditor } from '../features/providers';
import { ReplayButton } from '../features/replays';
import { SourceEditor } from '../features/sources';
import { SubscriptionEditor } from '../features/subscriptions';

/** The editors, with what the address says about them. */
export function SourcePage() {
  const { id } = useParams({ from: '/sources/$id' });
  return <SourceEditor id={id} />;
}

export function ProviderPage() {
  const { slug } = useParams({ from: '/sources/providers/$slug' });
  return <ProviderEditor slug={slug} />;
}

export function DestinationPage() {
  const { id } = useParams({ from: '/destinations/$id' });
  return <DestinationEditor id={id} />;
}

export function SubscriptionPage() {
  const { id } = useParams({ from: '/subscriptions/$id' });
  const { source_id } = useSearch({ from: '/subscriptions/$id' });
  return (
    <SubscriptionEditor
      id={id}
      sourceId={source_id}
      missed={
        <ReplayButton title={t`Deliver what it missed`} what={{ subscription_id: id }} variant="ghost">
          {t`Earlier events…`}
        </ReplayButton>
      }
    />
  );
}
