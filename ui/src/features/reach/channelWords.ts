import { plural, t } from '@lingui/core/macro';

import type { Source } from '../../contract';

type Channel = NonNullable<Source['channel']>;

/** How a channel is, in one sentence. */
export function channelWords(channel: Channel): { text: string; tone: 'good' | 'waiting' | 'bad' } {
  switch (channel.state) {
    case 'connected':
      return {
        text:
          channel.received === 0
            ? t`Connected, nothing came yet.`
            : plural(channel.received, { one: 'Connected, # request came.', other: 'Connected, # requests came.' }),
        tone: 'good',
      };
    case 'connecting':
      return { text: t`Connecting…`, tone: 'waiting' };
    case 'waiting':
      return { text: channel.problem ?? t`It failed, and is tried again soon.`, tone: 'bad' };
  }
}
