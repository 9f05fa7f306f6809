import { t } from '@lingui/core/macro';
import type { ReactElement } from 'react';

import type { Tunnel } from '../../contract';
import { problemOf } from '../../data/client';
import { useStartTunnel, useStopTunnel, useTunnel } from '../../data/tunnel';
import { Menu, type MenuEntry } from '../../design/Menu';
import { useToast } from '../../design/Toast';
import { platform } from '../../platform/platform';

/** What can be done about the receiver's public URL, from any button. */
export function TunnelMenu({ trigger }: { trigger: ReactElement<Record<string, unknown>> }) {
  const tunnel = useTunnel().data;
  const start = useStartTunnel();
  const stop = useStopTunnel();
  const toast = useToast();
  const fail = (error: unknown) => toast({ title: problemOf(error).detail, tone: 'failure' });
  const url = tunnel?.status?.url;
  const program = tunnel?.status?.program;
  const isOn = tunnel?.status && tunnel.status.state !== 'failed';

  const entries: (MenuEntry | 'separator')[] = isOn
    ? [
        {
          label: t`Copy the public URL`,
          glyph: 'copy',
          disabledReason: url ? undefined : t`It has none yet`,
          onSelect: () => void platform().copyText(url ?? '').then(() => toast({ title: t`Copied.`, tone: 'success' })),
        },
        'separator',
        {
          label: program ? t`End ${program}` : t`End the tunnel`,
          glyph: 'cancelled',
          onSelect: () => stop.mutate(undefined, { onError: fail }),
        },
      ]
    : startEntries(tunnel, (program) => start.mutate(program, { onError: fail }));
  return <Menu trigger={trigger} entries={entries} align="end" />;
}

function startEntries(tunnel: Tunnel | undefined, start: (program: string) => void): MenuEntry[] {
  return (tunnel?.programs ?? []).map(({ program, path }) => ({
    label: t`Open to the internet with ${program}`,
    glyph: 'external' as const,
    disabledReason: path ? undefined : t`Not installed`,
    onSelect: () => start(program),
  }));
}
