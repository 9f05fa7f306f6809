import { t } from '@lingui/core/macro';

import type { Destination, Source, Subscription } from '../../contract';

/** Stands between source and destination in the names that the engine makes. */
const ARROW = ' → ';

/**
 * What a subscription is called. A name the engine made is made again from the present source and destination, since
 * either may have been changed or renamed; a name someone gave stays.
 */
export function routeName(subscription: Subscription, source?: Source, destination?: Destination): string {
  if (!subscription.name.includes(ARROW)) return subscription.name;
  const from = subscription.source_id === null ? t`Any source` : source?.name;
  return from && destination ? `${from}${ARROW}${destination.name}` : subscription.name;
}
