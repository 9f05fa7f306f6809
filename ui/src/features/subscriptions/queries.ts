import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { RowState, Subscription } from '../../contract';
import { api, ask } from '../../data/client';
import { useDeletion, useIsDeleting } from '../../data/deletion';
import { keys } from '../../data/keys';
import { type Filter, filterText } from '../../design/fields/filterText';
import { newDestinationOf, newSubscriptionOf, type SubscriptionDraft } from './subscriptionDraft';

/** How often a trial delivery is looked at until its first attempt has ended. */
const OUTCOME_REFRESH_MS = 300;

export function useSubscription(id: string) {
  const isDeleting = useIsDeleting(id);
  return useQuery({
    enabled: !isDeleting,
    queryKey: keys.subscription(id),
    queryFn: () => ask(api.GET('/api/v1/subscriptions/{id}', { params: { path: { id } } })),
  });
}

/** How many of the last events would match; the count before stays until the new one is there. */
export function usePreview(sourceId: string | null | undefined, patterns: readonly string[], filter: Filter | null) {
  return useQuery({
    queryKey: keys.subscriptionPreview(sourceId ?? null, patterns, filterText(filter)),
    queryFn: () =>
      ask(
        api.POST('/api/v1/subscriptions/preview', {
          body: { source_id: sourceId ?? null, event_types: [...patterns], filter },
        }),
      ),
    enabled: sourceId !== undefined && patterns.length > 0,
    placeholderData: keepPreviousData,
  });
}

/** The event types a source has sent, or any source. */
export function useEventTypes(sourceId: string | null | undefined) {
  return useQuery({
    queryKey: keys.eventTypes(sourceId ?? null),
    queryFn: () => ask(api.GET('/api/v1/event-types', { params: { query: sourceId ? { source_id: sourceId } : {} } })),
    select: (whole) => whole.items,
    enabled: sourceId !== undefined,
  });
}

/**
 * Makes or changes a subscription, and first the destination it goes to when that does not exist yet. A destination
 * that was made stays when the subscription is then refused; saving again uses it instead of making another.
 */
export function useSaveSubscription(id: Subscription['id'] | null, onDestinationMade: (destinationId: string) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (draft: SubscriptionDraft) => {
      const destinationId = await storedDestination(draft, onDestinationMade);
      const body = newSubscriptionOf(draft, destinationId);
      return id === null
        ? ask(api.POST('/api/v1/subscriptions', { body }))
        : ask(api.PATCH('/api/v1/subscriptions/{id}', { params: { path: { id } }, body }));
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.subscriptions }),
        client.invalidateQueries({ queryKey: keys.destinations }),
      ]),
  });
}

async function storedDestination(
  { target }: SubscriptionDraft,
  onMade: (destinationId: string) => void,
): Promise<string> {
  if (!target) throw new Error('the form asks for a destination before it saves');
  if (target.kind === 'stored') return target.destinationId;
  const made = await ask(api.POST('/api/v1/destinations', { body: newDestinationOf(target) }));
  onMade(made.id);
  return made.id;
}

/** Switches a subscription on or off. */
export function useSwitchSubscription() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, is_enabled }: Pick<Subscription, 'id' | 'is_enabled'>) =>
      ask(api.PATCH('/api/v1/subscriptions/{id}', { params: { path: { id } }, body: { is_enabled } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.subscriptions }),
  });
}

export function useDeleteSubscription(id: Subscription['id'], onDeleted: () => Promise<unknown>) {
  return useDeletion({
    id,
    remove: () => ask(api.DELETE('/api/v1/subscriptions/{id}', { params: { path: { id } } })),
    list: keys.subscriptions,
    onDeleted,
  });
}

/** Whether the latest event of the chosen source and kinds fulfils a filter. */
export function useFilterTest() {
  return useMutation({
    mutationFn: ({ draft, filter }: { draft: SubscriptionDraft; filter: Filter }) =>
      ask(api.POST('/api/v1/filters/test', { body: { filter, on: latestOf(draft) } })),
  });
}

/** What a transform makes of the latest event of the chosen source and kinds. */
export function useTransformTest() {
  return useMutation({
    mutationFn: (draft: SubscriptionDraft) =>
      ask(
        api.POST('/api/v1/transforms/test', {
          body: {
            source: draft.transform,
            destination_id: draft.target?.kind === 'stored' ? draft.target.destinationId : null,
            on: latestOf(draft),
          },
        }),
      ),
  });
}

function latestOf(draft: SubscriptionDraft) {
  return { source_id: draft.sourceId ?? null, event_types: draft.patterns };
}

/** One event to be delivered as a trial. */
export interface Sample {
  destinationId: string;
  /** A real event; without one an event of `eventType` is made up. */
  sampleId: string | undefined;
  eventType: string | undefined;
}

/** Delivers a sample now. Answers the id of the delivery. */
export function useSendSample() {
  return useMutation({
    mutationFn: async ({ destinationId, sampleId, eventType }: Sample) => {
      if (sampleId) {
        const made = await ask(
          api.POST('/api/v1/events/{id}/deliveries', {
            params: { path: { id: sampleId } },
            body: { destination_id: destinationId },
          }),
        );
        return made.id;
      }
      const test = await ask(
        api.POST('/api/v1/destinations/{id}/test', {
          params: { path: { id: destinationId } },
          body: { event_type: eventType ?? null },
        }),
      );
      return test.delivery_id;
    },
  });
}

/** Whether the first attempt of a trial delivery is still to come; a held one waits for the destination instead. */
export function isUnderWay(state: RowState | undefined): boolean {
  return state === undefined || state === 'queued' || state === 'sending';
}

/** How a trial delivery is going; asked anew until its first attempt has ended. */
export function useDeliveryOutcome(id: string | null) {
  return useQuery({
    queryKey: keys.delivery(id ?? ''),
    queryFn: () => ask(api.GET('/api/v1/deliveries/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== null,
    refetchInterval: (query) => (isUnderWay(query.state.data?.state) ? OUTCOME_REFRESH_MS : false),
  });
}
