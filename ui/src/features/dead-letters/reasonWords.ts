import { plural } from '@lingui/core/macro';

import { causeTitle, type FailureName } from '../../design/causeWords';
import { roughDurationText } from '../../design/duration';

const DAY_MS = 86_400_000;

/** Why dead letters gave up: the status, or a few words for the kind of failure. */
export function reasonText(reason: string | null): string {
  if (reason === null) return '';
  return causeTitle[reason as FailureName] ?? reason;
}

/** The time left, in days as soon as there are some. */
export function timeLeftText(left_ms: number): string {
  if (left_ms < DAY_MS) return roughDurationText(Math.max(0, left_ms));
  return plural(Math.round(left_ms / DAY_MS), { one: '# day', other: '# days' });
}
