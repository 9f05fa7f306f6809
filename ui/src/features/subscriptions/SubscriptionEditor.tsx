import type { ReactNode } from 'react';

import { NewSubscription } from './NewSubscription';
import { StoredSubscription } from './StoredSubscription';

export interface SubscriptionEditorProps {
  /** The subscription to change, or `new`. */
  id: string | 'new';
  /** The source a new subscription begins with. */
  sourceId?: string | undefined;
  /** The way to deliver events that came before a stored one. */
  missed?: ReactNode;
}

/** Makes or changes a subscription: from where, which events, to where, and what happens when it fails. */
export function SubscriptionEditor({ id, sourceId, missed }: SubscriptionEditorProps) {
  return id === 'new' ? <NewSubscription key={sourceId} sourceId={sourceId} /> : <StoredSubscription key={id} id={id} missed={missed} />;
}
