import { t } from '@lingui/core/macro';

import type { Tunnel } from '../../contract';
import type { DotTone } from '../../design/Dot';

/** How the tunnel is, in the few words there is room for in the status bar. */
export function tunnelWords(tunnel: Tunnel | undefined): { text: string; tone: DotTone; title: string } {
  const status = tunnel?.status;
  if (!status) return { text: t`Public URL off`, tone: 'off', title: t`The receiver is reached from this computer only` };
  const { program } = status;
  if (status.state === 'up' && status.url) {
    return { text: hostOf(status.url), tone: 'good', title: t`On the internet through ${program}` };
  }
  if (status.state === 'failed') {
    return { text: t`Public URL failed`, tone: 'bad', title: status.problem ?? t`${program} ended` };
  }
  return { text: t`Public URL starting…`, tone: 'waiting', title: t`${program} was started and has no address yet` };
}

function hostOf(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}
