import { plural, t } from '@lingui/core/macro';

import type { ErrorClass, Issue, IssueState } from '../../contract';
import type { GlyphName } from '../../design/glyphs';

/** What fails, in words: `Billing worker refuses connections`. */
export function issueTitle({ error_class, status }: Pick<Issue, 'error_class' | 'status'>, name: string): string {
  return error_class === 'status' ? statusTitle(status ?? 0, name) : classTitle(error_class, name);
}

function statusTitle(status: number, name: string): string {
  if (status >= 300 && status < 400) return t`${name} redirects (${status})`;
  switch (status) {
    case 400:
    case 415:
    case 422:
      return t`${name} rejects the payload (${status})`;
    case 401:
    case 403:
      return t`${name} rejects the request (${status})`;
    case 404:
      return t`${name} has nothing at its path (404)`;
    case 405:
      return t`${name} does not take POST (405)`;
    case 410:
      return t`${name} is gone (410)`;
    case 413:
      return t`${name} takes no payload this large (413)`;
    case 429:
      return t`${name} asks to wait (429)`;
    default:
      return t`${name} answers ${status}`;
  }
}

function classTitle(error_class: Exclude<ErrorClass, 'status'>, name: string): string {
  switch (error_class) {
    case 'connection_refused':
      return t`${name} refuses connections`;
    case 'connect_timeout':
      return t`${name} takes no connections`;
    case 'dns':
      return t`The address of ${name} does not resolve`;
    case 'unreachable':
      return t`${name} cannot be reached`;
    case 'tls':
      return t`${name} has no certificate that is trusted`;
    case 'timeout':
      return t`${name} does not answer in time`;
    case 'connection_lost':
      return t`${name} closes the connection`;
    case 'protocol':
      return t`${name} does not speak HTTP`;
    case 'unexpected_upgrade':
      return t`${name} switches protocols`;
    case 'invalid_request':
      return t`Requests to ${name} cannot be made`;
    case 'local':
      return t`This computer cannot send to ${name}`;
    case 'authorization':
      return t`There is no token for ${name}`;
    case 'transform':
      return t`The transform for ${name} fails`;
    case 'consent':
      return t`${name} has not agreed to be sent events`;
  }
}

export function stateWord(state: IssueState): string {
  switch (state) {
    case 'open':
      return t`Open`;
    case 'acknowledged':
      return t`Acknowledged`;
    case 'ignored':
      return t`Ignored`;
    case 'resolved':
      return t`Resolved`;
  }
}

export const stateGlyph: Record<IssueState, GlyphName> = {
  open: 'issue',
  acknowledged: 'eye',
  ignored: 'minus',
  resolved: 'check',
};

/** What the bars of an issue say. */
export function failuresWords(hours: readonly number[]): string {
  const total = hours.reduce((sum, count) => sum + count, 0);
  const words = plural(total, { one: '# failure in the last 24 hours', other: '# failures in the last 24 hours' });
  return total === 0 ? t`No failure in the last 24 hours` : words;
}
