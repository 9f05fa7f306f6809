import { NewSubscription } from './NewSubscription';
import { StoredSubscription } from './StoredSubscription';

export interface SubscriptionEditorProps {
  /** The subscription to change, or `new`. */
  id: string | 'new';
  /** The source a new subscription begins with. */
  sourceId?: string | undefined;
}

/** Makes or changes a subscription: from where, which events, to where, and what happens when it fails. */
export function SubscriptionEditor({ id, sourceId }: SubscriptionEditorProps) {
  return id === 'new' ? <NewSubscription key={sourceId} sourceId={sourceId} /> : <StoredSubscription key={id} id={id} />;
}
