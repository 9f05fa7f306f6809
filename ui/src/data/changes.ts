import type { QueryClient, QueryKey } from '@tanstack/react-query';

import type { ChangeNotice } from '../contract';
import type { ChangeStream, Platform } from '../platform/platform';
import { connection } from './connection';
import { keys } from './keys';

/** A notice names at most so many deliveries; with that many, there may be more that it does not name. */
const NAMED_MAX = 100;
/** The least time between two rounds of refreshing, so that a flood of events leaves room to draw. */
const ROUND_MS = 200;

/** Hears notices as they come; for what is not kept in the cache (the timeline's rows). */
type NoticeListener = (notice: ChangeNotice) => void;
const listeners = new Set<NoticeListener>();

/** Calls `listen` for every notice until the answer is called. */
export function onNotice(listen: NoticeListener): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

/** The topics whose answers hold figures of other topics: a new event changes the counts of its source. */
const ALSO_STALE: Record<string, readonly QueryKey[]> = {
  events: [keys.sources],
  channels: [keys.sources],
  settings: [keys.overview],
  deliveries: [keys.destinations, keys.subscriptions, keys.sources, keys.oneEvent],
};

/** The parts of the cache that a notice makes stale. Deliveries it names are refreshed alone. */
export function staleKeys(notice: ChangeNotice): QueryKey[] {
  const named = notice.delivery_ids.length;
  const namesAll = named > 0 && named < NAMED_MAX;
  const stale: QueryKey[] = [];
  for (const topic of notice.stale) {
    if (topic === 'timeline') continue;
    if (topic === 'deliveries' && namesAll) stale.push(...notice.delivery_ids.map(keys.delivery));
    else stale.push([topic]);
    stale.push(...(ALSO_STALE[topic] ?? []));
  }
  return uniqueKeys(stale);
}

function uniqueKeys(stale: QueryKey[]): QueryKey[] {
  return [...new Map(stale.map((key) => [JSON.stringify(key), key])).values()];
}

/** Keeps the cache true to what the engine says, as long as the page lives. */
export function watchChanges(platform: Platform, client: QueryClient): ChangeStream {
  const refresh = refresher(client);
  const stream = platform.changes({
    onNotice: (notice) => {
      refresh(staleKeys(notice));
      for (const listen of listeners) listen(notice);
    },
    onConnection: (state) => connection.set(state),
  });
  connection.attach(stream);
  return stream;
}

/**
 * Refreshes in rounds: what becomes stale during one round waits for the next. A round is never cancelled by the next,
 * so answers arrive however fast notices come.
 */
function refresher(client: QueryClient): (stale: QueryKey[]) => void {
  let waiting: QueryKey[] = [];
  let isRunning = false;
  const run = async () => {
    isRunning = true;
    while (waiting.length > 0) {
      const round = uniqueKeys(waiting);
      waiting = [];
      const gap = new Promise((resolve) => setTimeout(resolve, ROUND_MS));
      await Promise.all(round.map((queryKey) => client.invalidateQueries({ queryKey })));
      await gap;
    }
    isRunning = false;
  };
  return (stale) => {
    waiting.push(...stale);
    if (!isRunning) void run();
  };
}
