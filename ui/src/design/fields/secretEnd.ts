import { t } from '@lingui/core/macro';

/** Until when a secret is in use, in words; nothing for one without an end. */
export function secretEnd(retires_at_ms: number | null, now_ms: number, when: (at_ms: number) => string): string | null {
  if (retires_at_ms === null) return null;
  return retires_at_ms <= now_ms ? t`retired` : t`in use until ${when(retires_at_ms)}`;
}
