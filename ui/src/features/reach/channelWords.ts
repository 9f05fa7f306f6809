import type { Source } from '../../contract';
import { countOf } from '../../design/formatNumber';

type Channel = NonNullable<Source['channel']>;

/** How a channel is, in one sentence. */
export function channelWords(channel: Channel): { text: string; tone: 'good' | 'waiting' | 'bad' } {
  switch (channel.state) {
    case 'connected':
      return {
        text: channel.received === 0 ? 'Connected, nothing came yet.' : `Connected, ${countOf(channel.received, 'request')} came.`,
        tone: 'good',
      };
    case 'connecting':
      return { text: 'Connecting…', tone: 'waiting' };
    case 'waiting':
      return { text: channel.problem ?? 'It failed, and is tried again soon.', tone: 'bad' };
  }
}
