import { t } from '@lingui/core/macro';
import { useNavigate } from '@tanstack/react-router';

import { useCommand } from '../../commands';
import { useConnection } from '../../data/connection';
import { Dot, type DotTone } from '../../design/Dot';
import { Menu, type MenuEntry } from '../../design/Menu';
import { useToast } from '../../design/Toast';
import { platform } from '../../platform/platform';
import { pausedText, useReceiver } from './useReceiver';

const MINUTE_MS = 60_000;

/** The receiver in the status bar: how it is, and what can be done about it. */
export function ReceiverPart({ className }: { className?: string | undefined }) {
  const { receiver, isPaused, until_ms, pause, resume } = useReceiver();
  const isLost = useConnection() === 'lost';
  const navigate = useNavigate();
  const toast = useToast();
  const cannotPause = isPaused ? t`It is so already.` : receiver?.state === 'stopped' ? t`It does not receive.` : undefined;
  useCommand('pause-receiving', () => pause(null), cannotPause);
  useCommand('resume-receiving', resume, isPaused ? undefined : t`It is not paused.`);
  if (!receiver) return null;

  const { url, state } = receiver;
  const address = url.replace(/^https?:\/\//, '');
  const [tone, text]: [DotTone, string] = isLost
    ? ['off', t`No engine`]
    : isPaused
      ? ['waiting', pausedText(until_ms)]
      : state === 'stopped'
        ? ['bad', t`Not receiving`]
        : ['good', t`Receiving on ${address}`];
  const pauses: MenuEntry[] = [
    { label: t`Pause for 15 minutes`, glyph: 'pause', disabledReason: cannotPause, onSelect: () => pause(15 * MINUTE_MS) },
    { label: t`Pause for 1 hour`, glyph: 'pause', disabledReason: cannotPause, onSelect: () => pause(60 * MINUTE_MS) },
    { label: t`Pause until I resume`, glyph: 'pause', disabledReason: cannotPause, onSelect: () => pause(null) },
  ];
  const entries: (MenuEntry | 'separator')[] = [
    ...(isPaused ? [{ label: t`Resume receiving`, glyph: 'play' as const, onSelect: resume }] : pauses),
    'separator',
    {
      label: t`Copy the receiver’s address`,
      glyph: 'copy',
      onSelect: () => void platform().copyText(url).then(() => toast({ title: t`Copied`, tone: 'success' })),
    },
    { label: t`Sources`, glyph: 'source', onSelect: () => void navigate({ to: '/sources' }) },
    { label: t`Receiver settings`, glyph: 'settings', onSelect: () => void navigate({ to: '/settings', hash: 'receiver' }) },
  ];
  return (
    <Menu
      trigger={
        <button type="button" className={className} title={t`Where events come in`}>
          <Dot tone={tone} />
          {text}
        </button>
      }
      entries={entries}
    />
  );
}
