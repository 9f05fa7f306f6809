import { useNavigate } from '@tanstack/react-router';

import type { EventDetail, Source } from '../../contract';
import { Button } from '../../design/Button';
import { Menu } from '../../design/Menu';
import { platform } from '../../platform/platform';

/** What can be done with an event that went nowhere. */
export function EventActions({ event, source }: { event: EventDetail; source: Source | undefined }) {
  const navigate = useNavigate();
  const copy = (text: string) => () => void platform().copyText(text);
  const providerId = event.provider_event_id;
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
          Subscribe to it
        </Button>
      )}
      {source && (
        <Button glyph="source" onClick={() => void navigate({ to: '/sources/$id', params: { id: source.id } })}>
          Source
        </Button>
      )}
      <Menu
        trigger={
          <Button variant="ghost" glyph="copy">
            Copy ▾
          </Button>
        }
        align="end"
        entries={[
          { label: 'Event id', onSelect: copy(event.id) },
          {
            label: 'Id the sender gave it',
            disabledReason: providerId === null ? 'The sender gave none.' : undefined,
            onSelect: copy(providerId ?? ''),
          },
          { label: 'SHA-256 of the body', onSelect: copy(event.body_sha256) },
        ]}
      />
    </>
  );
}
