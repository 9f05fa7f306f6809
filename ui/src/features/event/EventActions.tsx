import { t } from '@lingui/core/macro';
import { useNavigate } from '@tanstack/react-router';

import { keysOf, offerOf, useCommand } from '../../commands';
import type { EventDetail, Source } from '../../contract';
import { problemOf } from '../../data/client';
import { readEventCurl } from '../../data/eventCurl';
import { Button } from '../../design/Button';
import { Menu } from '../../design/Menu';
import { useToast } from '../../design/Toast';
import { platform } from '../../platform/platform';
import { DeliverTo } from './DeliverTo';

interface EventActionsProps {
  event: EventDetail;
  source: Source | undefined;
  onDelivery: (id: string) => void;
}

/** What can be done with an event that went nowhere. */
export function EventActions({ event, source, onDelivery }: EventActionsProps) {
  const navigate = useNavigate();
  const toast = useToast();
  const copy = (text: string) => () => void platform().copyText(text);
  const providerId = event.provider_event_id;
  const copyCurl = async () => {
    try {
      await platform().copyText(await readEventCurl(event.id));
      toast({ title: t`Copied.`, tone: 'success' });
    } catch (error) {
      toast({ title: t`Not copied.`, detail: problemOf(error).detail, tone: 'failure' });
    }
  };
  const curlKeys = keysOf('copy-curl');
  const exportKeys = keysOf('export');
  useCommand('copy-curl', () => void copyCurl());
  return (
    <>
      {event.verification.verdict !== 'rejected' && (
        <Button
          glyph="plus"
          onClick={() =>
            void navigate({
              to: '/subscriptions/$id',
              params: { id: 'new' },
              search: event.source_id === null ? {} : { source_id: event.source_id },
            })
          }
        >
          {t`Subscribe to it`}
        </Button>
      )}
      {event.verification.verdict !== 'rejected' && <DeliverTo eventId={event.id} onDelivery={onDelivery} />}
      {source && (
        <Button glyph="source" onClick={() => void navigate({ to: '/sources/$id', params: { id: source.id } })}>
          {t`Source`}
        </Button>
      )}
      <Menu
        trigger={
          <Button variant="ghost" glyph="copy">
            {t`Copy ▾`}
          </Button>
        }
        align="end"
        entries={[
          { label: t`As cURL, signed`, ...(curlKeys && { keys: curlKeys }), onSelect: () => void copyCurl() },
          { label: t`Event id`, onSelect: copy(event.id) },
          {
            label: t`Id the sender gave it`,
            disabledReason: providerId === null ? t`The sender gave none.` : undefined,
            onSelect: copy(providerId ?? ''),
          },
          { label: t`SHA-256 of the body`, onSelect: copy(event.body_sha256) },
          'separator',
          {
            label: t`Export…`,
            glyph: 'save',
            ...(exportKeys && { keys: exportKeys }),
            onSelect: () => offerOf('export')?.run(),
          },
        ]}
      />
    </>
  );
}
