import { t } from '@lingui/core/macro';
import { type ReactNode, useState } from 'react';

import type { DeliveryDetail } from '../../contract';
import { SegmentedControl } from '../../design/SegmentedControl';
import { BodyViewer, contentTypeIn, HeaderTable, RequestLine, SectionStack } from '../../inspector';

interface RequestTabProps {
  delivery: DeliveryDetail;
  received: (eventId: string) => ReactNode;
}

/** The request as it came in, or as it went out. */
export function RequestTab({ delivery, received }: RequestTabProps) {
  const [side, setSide] = useState<'received' | 'sent'>('received');
  return (
    <SectionStack>
      <SegmentedControl
        aria-label={t`Which request`}
        value={side}
        onValueChange={setSide}
        options={[
          { value: 'received', label: t`As received` },
          { value: 'sent', label: t`As sent` },
        ]}
      />
      {side === 'received' ? received(delivery.event_id) : <SentRequest delivery={delivery} />}
    </SectionStack>
  );
}

function SentRequest({ delivery }: { delivery: DeliveryDetail }) {
  const last = delivery.attempts.at(-1);
  if (!last) return <p className="t2">{t`Nothing was sent yet.`}</p>;
  const { number } = last;
  const { method, url, headers, has_own_body } = last.request;
  return (
    <SectionStack>
      <RequestLine method={method} target={url} note={t`attempt ${number}`} />
      <HeaderTable headers={headers} label={t`Headers`} />
      <BodyViewer
        source={has_own_body ? { kind: 'request', attemptId: last.id } : { kind: 'event', id: delivery.event_id }}
        label={has_own_body ? t`Body, as the transform made it` : t`Body`}
        contentType={contentTypeIn(headers)}
      />
    </SectionStack>
  );
}
