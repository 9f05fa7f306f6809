import { t } from '@lingui/core/macro';
import { useNavigate } from '@tanstack/react-router';

import { keysOf, useCommand } from '../../commands';
import type { DeliveryDetail } from '../../contract';
import { Button } from '../../design/Button';
import { Menu, type MenuEntry } from '../../design/Menu';
import { useToast } from '../../design/Toast';
import { platform } from '../../platform/platform';
import { asCurl } from './curl';
import { permissionsIn } from './permissions';
import { useDeliveryActions } from './useDeliveryActions';

interface DeliveryActionsProps {
  delivery: DeliveryDetail;
  onDelivery: (id: string) => void;
}

/** Replay, run now, cancel, copy. What is most likely wanted is the coloured one. */
export function DeliveryActions({ delivery, onDelivery }: DeliveryActionsProps) {
  const { replay, runNow, cancel } = useDeliveryActions(delivery.id, onDelivery);
  const forbidden = permissionsIn(delivery.state);

  const toast = useToast();
  const navigate = useNavigate();
  const edit = () => void navigate({ to: '/deliveries/$id/edit', params: { id: delivery.id } });
  useCommand('edit-and-replay', edit, forbidden.replay);
  const isAsked = replay.isPending || runNow.isPending || cancel.isPending ? t`It is being asked for.` : undefined;
  useCommand('replay', () => replay.mutate(), forbidden.replay ?? isAsked);
  useCommand('run-now', () => runNow.mutate(), forbidden.runNow ?? isAsked);
  useCommand('cancel', () => cancel.mutate(), forbidden.cancel ?? isAsked);
  useCommand(
    'copy-curl',
    () => {
      copyText(curlOf(delivery));
      toast({ title: t`Copied as cURL.`, tone: 'success' });
    },
    reasonNotSent(delivery),
  );

  const isWaiting = forbidden.runNow === undefined;
  // What is over cannot be cancelled; the command says so to who looks for it.
  const isOver = delivery.concluded_at_ms !== null;
  const replayButton = (
    <Button
      key="replay"
      variant={isWaiting ? 'default' : 'primary'}
      glyph="play"
      {...(!isWaiting && { keys: keysOf('replay') })}
      disabledReason={forbidden.replay}
      isBusy={replay.isPending}
      onClick={() => replay.mutate()}
    >
      {t`Replay`}
    </Button>
  );
  const runNowButton = (
    <Button
      key="run-now"
      variant={isWaiting ? 'primary' : 'default'}
      glyph="bolt"
      {...(isWaiting && { keys: keysOf('run-now') })}
      disabledReason={forbidden.runNow}
      isBusy={runNow.isPending}
      onClick={() => runNow.mutate()}
    >
      {t`Run now`}
    </Button>
  );
  return (
    <>
      {isWaiting ? [runNowButton, replayButton] : [replayButton, runNowButton]}
      <Button keys={keysOf('edit-and-replay') ?? ''} disabledReason={forbidden.replay} onClick={edit}>
        {t`Edit & replay`}
      </Button>
      {!isOver && (
        <Button disabledReason={forbidden.cancel} isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
          {t`Cancel`}
        </Button>
      )}
      <Menu
        trigger={
          <Button variant="ghost" glyph="copy">
            {t`Copy`} ▾
          </Button>
        }
        align="end"
        entries={copyEntries(delivery)}
      />
    </>
  );
}

function copyEntries(delivery: DeliveryDetail): MenuEntry[] {
  const copy = (text: string) => () => copyText(text);
  return [
    { label: t`Event id`, onSelect: copy(delivery.event_id) },
    { label: t`Delivery id`, onSelect: copy(delivery.id) },
    {
      label: t`Callback URL`,
      disabledReason: reasonNotSent(delivery),
      onSelect: copy(delivery.attempts.at(-1)?.request.url ?? ''),
    },
    {
      label: t`Last attempt as cURL`,
      keys: keysOf('copy-curl'),
      disabledReason: reasonNotSent(delivery),
      onSelect: copy(curlOf(delivery)),
    },
  ];
}

function curlOf(delivery: DeliveryDetail): string {
  const last = delivery.attempts.at(-1);
  return last ? asCurl(last) : '';
}

function reasonNotSent(delivery: DeliveryDetail): string | undefined {
  return delivery.attempts.length > 0 ? undefined : t`Nothing was sent yet.`;
}

function copyText(text: string): void {
  void platform().copyText(text);
}
