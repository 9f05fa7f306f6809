import { t } from '@lingui/core/macro';

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

/** The word a person reads for each state, in the language of now. */
export const stateWord: Record<StateName, string> = {
  get queued() {
    return t`Queued`;
  },
  get sending() {
    return t`Sending`;
  },
  get delivered() {
    return t`Delivered`;
  },
  get retrying() {
    return t`Retrying`;
  },
  get dead_letter() {
    return t`Dead letter`;
  },
  get held() {
    return t`Held`;
  },
  get cancelled() {
    return t`Cancelled`;
  },
  get unrouted() {
    return t`Not routed`;
  },
  get rejected() {
    return t`Rejected`;
  },
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
