import { useSyncExternalStore } from 'react';

import type { ChangeStream } from '../platform/platform';

export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'refused';

let state: ConnectionState = 'connecting';
let stream: ChangeStream | null = null;
const listeners = new Set<() => void>();

/** Whether the page hears its engine. */
export const connection = {
  set(next: ConnectionState) {
    if (next === state) return;
    state = next;
    for (const listen of listeners) listen();
  },
  attach(current: ChangeStream) {
    stream = current;
  },
  reconnect() {
    stream?.reconnect();
  },
};

export function useConnection(): ConnectionState {
  return useSyncExternalStore(subscribe, () => state);
}

function subscribe(listen: () => void): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}
