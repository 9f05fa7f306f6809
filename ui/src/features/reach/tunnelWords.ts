import type { Tunnel } from '../../contract';
import type { DotTone } from '../../design/Dot';

/** How the tunnel is, in the few words there is room for in the status bar. */
export function tunnelWords(tunnel: Tunnel | undefined): { text: string; tone: DotTone; title: string } {
  const status = tunnel?.status;
  if (!status) return { text: 'Public URL off', tone: 'off', title: 'The receiver is reached from this computer only' };
  const { program } = status;
  if (status.state === 'up' && status.url) {
    return { text: hostOf(status.url), tone: 'good', title: `On the internet through ${program}` };
  }
  if (status.state === 'failed') {
    return { text: 'Public URL failed', tone: 'bad', title: status.problem ?? `${program} ended` };
  }
  return { text: 'Public URL starting…', tone: 'waiting', title: `${program} was started and has no address yet` };
}

function hostOf(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}
