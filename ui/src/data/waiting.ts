import { api, ask } from './client';

/** How the deliveries of a subscription that are not over stand to what is configured now. */
export function waitingOf(subscriptionId: string) {
  return ask(api.GET('/api/v1/subscriptions/{id}/waiting', { params: { path: { id: subscriptionId } } }));
}

/** Applies to them what does not apply by itself. */
export function applyToWaiting(subscriptionId: string) {
  return ask(api.POST('/api/v1/subscriptions/{id}/waiting/apply', { params: { path: { id: subscriptionId } } }));
}
