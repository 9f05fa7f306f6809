import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

import type { MockRule } from '../../../contract';
import { plainAnswer, plainRule } from './mockDraft';

/** Rules that are there with one click. */
export interface Preset {
  /** The name it suggests for a new mock. */
  name: string;
  label: MessageDescriptor;
  rules: MockRule[];
}

/** What most people want to see their sender cope with. */
export const PRESETS: readonly Preset[] = [
  { name: 'always-200', label: msg`Always 200`, rules: [plainRule([plainAnswer(200)])] },
  {
    name: 'fails-twice',
    label: msg`Fails twice, then 200`,
    rules: [plainRule([plainAnswer(500), plainAnswer(500), plainAnswer(200)])],
  },
  {
    name: 'slow',
    label: msg`Slow: 5 s`,
    rules: [plainRule([{ ...plainAnswer(200), delay_min_ms: 5_000, delay_max_ms: 5_000 }])],
  },
  {
    name: 'sometimes-503',
    label: msg`Sometimes 503 (30 %)`,
    rules: [{ ...plainRule([plainAnswer(503)]), chance_percent: 30 }, plainRule([plainAnswer(200)])],
  },
  { name: 'drops', label: msg`Drops the connection`, rules: [plainRule([{ ...plainAnswer(200), kind: 'drop' }])] },
  {
    name: 'rate-limited',
    label: msg`Rate limited: 429 with Retry-After`,
    rules: [
      {
        ...plainRule([{ ...plainAnswer(429), headers: [{ name: 'Retry-After', value: '5' }] }, plainAnswer(200)]),
        after_last: 'repeat',
      },
    ],
  },
];

/** The preset with exactly these rules; null when they are somebody's own. */
export function presetOf(rules: readonly MockRule[]): Preset | null {
  const written = JSON.stringify(rules);
  return PRESETS.find((preset) => JSON.stringify(preset.rules) === written) ?? null;
}
