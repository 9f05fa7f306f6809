import { plural, t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { type CommandId, commands, commandWords, type Offer, useOffers } from '../../commands';
import { useDestinations } from '../../data/destinations';
import { useEventTypes } from '../../data/eventTypes';
import { allIssuesQuery } from '../../data/issues';
import { useSavedViews } from '../../data/savedViews';
import { useSources } from '../../data/sources';
import { useSubscriptions } from '../../data/subscriptions';
import { usePauseDestination } from '../../features/destinations';
import { routeName, useSwitchSubscription } from '../../features/subscriptions';
import { searchOf } from '../../features/timeline/views';
import type { PaletteEntry } from './paletteEntry';
import { useFoundRows } from './useFoundRows';

const commandOrder = Object.keys(commands) as CommandId[];

/** Which part of the palette is asked for. */
export type PaletteMode = 'all' | 'places';

/** Everything that can be chosen now: commands on offer, screens, nouns, and events that fit what was typed. */
export function usePaletteEntries(query: string, mode: PaletteMode): PaletteEntry[] {
  const nouns = useNounEntries();
  const commands = useCommandEntries();
  const changes = useChangeEntries();
  const rows = useFoundRows(query);
  const inBodies = useBodySearchEntry(query.trim());
  const isTyped = query.trim() !== '';
  if (mode === 'places') return [...commands.filter(({ group }) => group === 'Go to'), ...nouns, ...rows];
  return [...commands, ...nouns, ...(isTyped ? [...changes, ...rows, inBodies] : [])];
}

function useCommandEntries(): PaletteEntry[] {
  return useOffers()
    .filter(({ id }) => id !== 'palette')
    .sort((one, other) => rankOf(one) - rankOf(other))
    .map(({ id, run, disabledReason }) => {
      const { title, group, glyph, keys, synonyms } = commandWords(id);
      return { id, title, group: group === 'Editing' ? 'General' : group, glyph, keys: keys[0], synonyms, disabledReason, run };
    });
}

/** Where a command stands: as they are listed everywhere, and what cannot be given now after all others. */
function rankOf({ id, disabledReason }: Offer): number {
  return commandOrder.indexOf(id) + (disabledReason === undefined ? 0 : commandOrder.length);
}

/** What is typed may stand in a body, which only the timeline looks into. */
function useBodySearchEntry(text: string): PaletteEntry {
  const navigate = useNavigate();
  return {
    id: 'body-search',
    title: t`Look for “${text}” in bodies`,
    group: 'Events',
    glyph: 'search',
    isFound: true,
    run: () => void navigate({ to: '/timeline', search: { body: text } }),
  };
}

/** Open issues, sources, destinations, subscriptions, saved views and kinds of events. */
function useNounEntries(): PaletteEntry[] {
  const navigate = useNavigate();
  const sources = useSources().data ?? [];
  const destinations = useDestinations().data ?? [];
  const subscriptions = useSubscriptions().data ?? [];
  const eventTypes = useEventTypes(null).data ?? [];
  const views = useSavedViews().data ?? [];
  const issues = useQuery(allIssuesQuery).data ?? [];
  return [
    ...issues
      .filter(({ state }) => state === 'open' || state === 'acknowledged')
      .map(
        ({ id, title }): PaletteEntry => ({
          id,
          title,
          detail: id,
          group: 'Issues',
          glyph: 'issue',
          run: () => void navigate({ to: '/issues', search: { selected: id } }),
        }),
      ),
    ...sources.map(
      ({ id, name, slug }): PaletteEntry => ({
        id,
        title: name,
        detail: `/in/${slug}`,
        group: 'Sources',
        glyph: 'source',
        run: () => void navigate({ to: '/sources/$id', params: { id } }),
      }),
    ),
    ...destinations.map(
      ({ id, name, url }): PaletteEntry => ({
        id,
        title: name,
        detail: url,
        group: 'Destinations',
        glyph: 'destination',
        run: () => void navigate({ to: '/destinations/$id', params: { id } }),
      }),
    ),
    ...subscriptions.map((subscription): PaletteEntry => {
      const { id, source_id, destination_id, event_types, is_enabled } = subscription;
      return {
        id,
        title: routeName(
          subscription,
          sources.find((source) => source.id === source_id),
          destinations.find((destination) => destination.id === destination_id),
        ),
        detail: is_enabled ? event_types.join(', ') : t`off · ${event_types.join(', ')}`,
        group: 'Subscriptions',
        glyph: 'subscription',
        run: () => void navigate({ to: '/subscriptions/$id', params: { id }, search: {} }),
      };
    }),
    ...views.map(
      (view): PaletteEntry => ({
        id: view.id,
        title: view.name,
        detail: view.filter || t`everything`,
        group: 'Saved views',
        glyph: 'search',
        run: () => void navigate({ to: '/timeline', search: searchOf(view) }),
      }),
    ),
    ...eventTypes.map(
      ({ event_type, count }): PaletteEntry => ({
        id: `type:${event_type}`,
        title: event_type,
        detail: plural(count, { one: '# event', other: '# events' }),
        group: 'Kinds of events',
        glyph: 'filter',
        run: () => void navigate({ to: '/timeline', search: { type: event_type } }),
      }),
    ),
  ];
}

/** What can be stopped and started of each destination and subscription. Only offered to who types for it. */
function useChangeEntries(): PaletteEntry[] {
  const sources = useSources().data ?? [];
  const destinations = useDestinations().data ?? [];
  const subscriptions = useSubscriptions().data ?? [];
  const pause = usePauseDestination();
  const turn = useSwitchSubscription();
  return [
    ...destinations.map(
      ({ id, name, is_paused }): PaletteEntry => ({
        id: `pause:${id}`,
        title: is_paused ? t`Resume ${name}` : t`Pause ${name}`,
        detail: is_paused ? t`deliver what is held` : t`hold its deliveries`,
        group: 'Destinations',
        glyph: is_paused ? 'play' : 'pause',
        synonyms: is_paused ? t`start continue` : t`stop hold`,
        run: () => pause.mutate({ id, is_paused: !is_paused }),
      }),
    ),
    ...subscriptions.map((subscription): PaletteEntry => {
      const { id, source_id, destination_id, is_enabled } = subscription;
      const route = routeName(
        subscription,
        sources.find((source) => source.id === source_id),
        destinations.find((destination) => destination.id === destination_id),
      );
      return {
        id: `switch:${id}`,
        title: is_enabled ? t`Switch off ${route}` : t`Switch on ${route}`,
        group: 'Subscriptions',
        glyph: is_enabled ? 'pause' : 'play',
        synonyms: is_enabled ? t`stop disable` : t`start enable`,
        run: () => turn.mutate({ id, is_enabled: !is_enabled }),
      };
    }),
  ];
}
