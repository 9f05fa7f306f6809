import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';

import type { Phases } from '../../contract';

export type PhaseName = 'dns' | 'connect' | 'tls' | 'firstByte' | 'rest';

/** One stretch of an attempt. */
export interface PhasePart {
  name: PhaseName;
  label: string;
  duration_us: number;
  /** Share of the whole, 0 to 1; the shares add up to 1. */
  share: number;
}

const labels: Record<PhaseName, MessageDescriptor> = {
  dns: msg`DNS`,
  connect: msg`Connect`,
  tls: msg`TLS`,
  firstByte: msg`First byte`,
  rest: msg`Body`,
};

/**
 * The stretches an attempt consisted of, in order; those that did not happen are left out. What the measured ones leave
 * of the total is the body, or the wait for an answer that never came.
 */
export function phaseParts(phases: Phases, hasResponse: boolean): PhasePart[] {
  const { dns_us, connect_us, tls_us, first_byte_us, total_us } = phases;
  const measured = [
    ['dns', dns_us],
    ['connect', connect_us],
    ['tls', tls_us],
    ['firstByte', first_byte_us],
  ] as const;
  const known_us = measured.reduce((sum, [, duration_us]) => sum + (duration_us ?? 0), 0);
  const whole_us = Math.max(total_us, known_us, 1);
  const rest_us = whole_us - known_us;
  const parts = measured.flatMap(([name, duration_us]) =>
    duration_us === null ? [] : [{ name, label: i18n._(labels[name]), duration_us, share: duration_us / whole_us }],
  );
  const restLabel = hasResponse ? i18n._(labels.rest) : parts.length === 0 ? t`Whole attempt` : t`Waiting`;
  return rest_us > 0 || parts.length === 0
    ? [...parts, { name: 'rest', label: restLabel, duration_us: rest_us, share: rest_us / whole_us }]
    : parts;
}
