import { useEventText, useShippedExample } from '../../../data/catalogue';
import { problemOf } from '../../../data/client';
import { useDestinations } from '../../../data/destinations';
import { useSources } from '../../../data/sources';
import { ErrorNotice } from '../../../design/ErrorNotice';
import { newSendDraft } from './sendDraft';
import { SendForm } from './SendForm';

/** What the address says of the payload to begin with. */
export interface SendPayloadProps {
  eventType: string | undefined;
  provider: string | undefined;
  number: number | undefined;
  eventId: string | undefined;
}

/** A payload, edited and sent by hand: from a shipped example, from an event, or from nothing. */
export function SendPayload({ eventType, provider, number, eventId }: SendPayloadProps) {
  const sources = useSources();
  const destinations = useDestinations();
  const isShipped = Boolean(provider && eventType && !eventId);
  const example = useShippedExample(
    isShipped ? { provider: provider ?? '', event_type: eventType ?? '', number: number ?? 1 } : null,
  );
  const event = useEventText(eventId ?? null);
  const failed = [sources, destinations, example, event].find(({ isError }) => isError);
  if (failed) return <ErrorNotice problem={problemOf(failed.error)} onRetry={() => failed.refetch()} />;
  const body = isShipped ? example.data?.body : eventId ? event.data : '{\n  "type": "demo.order.paid"\n}';
  if (!sources.data || !destinations.data || body === undefined) return null;
  return (
    <SendForm
      first={newSendDraft({ eventType, provider, body: pretty(body) }, sources.data, destinations.data)}
      attribution={example.data?.attribution?.line}
      sources={sources.data}
      destinations={destinations.data}
    />
  );
}

/** JSON with line breaks; what would lose digits on the way, and anything else, as it is. */
function pretty(body: string): string {
  if (/\d{16}/.test(body)) return body;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
