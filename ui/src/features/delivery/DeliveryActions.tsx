import type { DeliveryDetail } from '../../contract';
import { Button } from '../../design/Button';
import { Menu, type MenuEntry } from '../../design/Menu';
import { useLetterKeys } from '../../design/useLetterKeys';
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

  useLetterKeys((key, event) => {
    if (key !== 'r' || event.shiftKey) return false;
    if (forbidden.replay === undefined && !replay.isPending) replay.mutate();
    else if (forbidden.runNow === undefined && !runNow.isPending) runNow.mutate();
    return true;
  });

  const isWaiting = forbidden.runNow === undefined;
  const replayButton = (
    <Button
      key="replay"
      variant={isWaiting ? 'default' : 'primary'}
      glyph="play"
      {...(!isWaiting && { keys: 'R' })}
      disabledReason={forbidden.replay}
      isBusy={replay.isPending}
      onClick={() => replay.mutate()}
    >
      Replay
    </Button>
  );
  const runNowButton = (
    <Button
      key="run-now"
      variant={isWaiting ? 'primary' : 'default'}
      glyph="bolt"
      {...(isWaiting && { keys: 'R' })}
      disabledReason={forbidden.runNow}
      isBusy={runNow.isPending}
      onClick={() => runNow.mutate()}
    >
      Run now
    </Button>
  );
  return (
    <>
      {isWaiting ? [runNowButton, replayButton] : [replayButton, runNowButton]}
      <Button disabledReason={forbidden.cancel} isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
        Cancel
      </Button>
      <Menu
        trigger={
          <Button variant="ghost" glyph="copy">
            Copy ▾
          </Button>
        }
        align="end"
        entries={copyEntries(delivery)}
      />
    </>
  );
}

function copyEntries(delivery: DeliveryDetail): MenuEntry[] {
  const last = delivery.attempts.at(-1);
  const copy = (text: string) => () => void platform().copyText(text);
  return [
    { label: 'Event id', onSelect: copy(delivery.event_id) },
    { label: 'Delivery id', onSelect: copy(delivery.id) },
    {
      label: 'Callback URL',
      disabledReason: last ? undefined : 'Nothing was sent yet.',
      onSelect: copy(last?.request.url ?? ''),
    },
    {
      label: 'Last attempt as cURL',
      disabledReason: last ? undefined : 'Nothing was sent yet.',
      onSelect: copy(last ? asCurl(last) : ''),
    },
  ];
}
