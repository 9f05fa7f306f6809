import type { GlyphName } from './glyphs';

/** The states a row can be in, as the engine names them. */
export type StateName =
  | 'queued'
  | 'sending'
  | 'delivered'
  | 'retrying'
  | 'dead_letter'
  | 'held'
  | 'cancelled'
  | 'unrouted'
  | 'rejected';

/** The word a person reads for each state. */
export const stateWord: Record<StateName, string> = {
  queued: 'Queued',
  sending: 'Sending',
  delivered: 'Delivered',
  retrying: 'Retrying',
  dead_letter: 'Dead letter',
  held: 'Held',
  cancelled: 'Cancelled',
  unrouted: 'Not routed',
  rejected: 'Rejected',
};

/** The glyph of a state has the state's own name. */
export const stateGlyph: Record<StateName, GlyphName> = {
  queued: 'queued',
  sending: 'sending',
  delivered: 'delivered',
  retrying: 'retrying',
  dead_letter: 'dead_letter',
  held: 'held',
  cancelled: 'cancelled',
  unrouted: 'unrouted',
  rejected: 'rejected',
};
