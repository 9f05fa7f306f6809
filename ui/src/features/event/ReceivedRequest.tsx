import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';

import { problemOf } from '../../data/client';
import { eventQuery } from '../../data/event';
import { ErrorNotice } from '../../design/ErrorNotice';
import { fullMoment } from '../../design/exactTime';
import { BodyViewer, contentTypeIn, HeaderTable, RequestLine, SectionStack } from '../../inspector';

/** The request as it came in: exact bytes, headers in order. */
export function ReceivedRequest({ eventId }: { eventId: string }) {
  const event = useQuery(eventQuery(eventId));
  if (event.isError) return <ErrorNotice problem={problemOf(event.error)} onRetry={() => void event.refetch()} />;
  if (!event.data) return null;
  const { method, path_and_query, http_version, peer, headers, received_at_ms } = event.data;
  return (
    <SectionStack>
      <div title={fullMoment(received_at_ms)}>
        <RequestLine
          method={method}
          target={path_and_query}
          note={[http_version, peer !== null && t`from ${peer}`].filter(Boolean).join(' ')}
        />
      </div>
      <HeaderTable headers={headers} label={t`Headers`} />
      <BodyViewer source={{ kind: 'event', id: eventId }} label={t`Body`} contentType={contentTypeIn(headers)} />
    </SectionStack>
  );
}
