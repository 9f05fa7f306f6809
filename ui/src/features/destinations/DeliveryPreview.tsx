import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import { Card } from '../../design/Card';
import type { AccessDraft } from './accessDraft';
import type { DestinationDraft } from './destinationDraft';
import styles from './destinations.module.css';

/** What a delivery will look like to the app that receives it. Values that change each time are dots. */
export function DeliveryPreview({ draft }: { draft: DestinationDraft }) {
  const authorization = authorizationHeader(draft.access);
  const headers = [
    { name: 'content-type', value: t`as received` },
    { name: 'tacklebox-event-type', value: 'order.paid' },
    ...signatureHeaders(draft),
    ...draft.headers.filter(({ name }) => name.trim() && name.trim().toLowerCase() !== authorization?.name),
    ...(authorization ? [authorization] : []),
  ];
  return (
    <div>
      <h3 className={styles.paneLabel}><Trans>What your app receives</Trans></h3>
      <Card className={styles.preview}>
        <div>
          <span className={styles.previewMethod}><Trans>POST</Trans></span> {pathOf(draft.url)}
        </div>
        {headers.map((header, index) => (
          <div key={`${header.name}-${index}`}>
            <span className={styles.previewName}>{header.name}:</span> {header.value}
          </div>
        ))}
        <div className={styles.previewBody}><Trans>the event’s exact bytes, and its other headers</Trans></div>
      </Card>
    </div>
  );
}

function authorizationHeader({ kind, username, header }: AccessDraft): { name: string; value: string } | null {
  switch (kind) {
    case 'none':
      return null;
    case 'basic': {
      const user = username || '…';
      return { name: 'authorization', value: t`Basic ${user}:••••, in Base64` };
    }
    case 'bearer':
    case 'oauth2_client_credentials':
      return { name: 'authorization', value: 'Bearer ••••' };
    case 'api_key':
      return { name: header.trim().toLowerCase() || '…', value: '••••' };
  }
}

function signatureHeaders(draft: DestinationDraft): { name: string; value: string }[] {
  switch (draft.scheme) {
    case 'standard-webhooks':
      return [
        { name: 'webhook-id', value: 'evt_…' },
        { name: 'webhook-timestamp', value: '17…' },
        { name: 'webhook-signature', value: 'v1,…' },
      ];
    case 'github':
      return [{ name: 'x-hub-signature-256', value: 'sha256=…' }];
    case 'hmac':
      return [{ name: draft.hmac.header.toLowerCase() || '…', value: `${draft.hmac.prefix}${draft.hmac.encoding === 'hex' ? '3fa9…' : 'P6k…='}` }];
    default:
      return [];
  }
}

function pathOf(text: string): string {
  try {
    const url = new URL(text.trim());
    return `${url.pathname}${url.search}`;
  } catch {
    return '/…';
  }
}
