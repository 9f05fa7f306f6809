/** How two payloads are compared. */
export const modes = ['structure', 'text', 'headers'] as const;
export type Mode = (typeof modes)[number];

/** Which element of a list is compared with which. */
export const listMatchings = ['key', 'index', 'any_order'] as const;
export type ListMatching = (typeof listMatchings)[number];

/** Two payloads, each by the id of an event, an attempt or a file that was taken. */
export interface Pair {
  left: string;
  right: string;
}

/** What a name stands for. */
export function payloadKind(name: string): 'event' | 'response' | 'request' | 'file' {
  if (name.startsWith('evt_')) return 'event';
  if (name.startsWith('loose:')) return 'file';
  return name.endsWith(':request') ? 'request' : 'response';
}
