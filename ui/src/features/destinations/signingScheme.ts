import type { SchemeName } from '../../contract';

export const SCHEMES: readonly SchemeName[] = ['standard-webhooks', 'github', 'hmac', 'none'];

/** The name of a signature scheme. */
export const schemeLabel: Record<SchemeName, string> = {
  'standard-webhooks': 'Standard Webhooks',
  github: 'GitHub',
  hmac: 'Generic HMAC',
  none: 'No signature',
};

/** What choosing a scheme means. */
export const schemeNote: Record<SchemeName, string> = {
  'standard-webhooks': 'webhook-id, webhook-timestamp and webhook-signature. Verified by any Standard Webhooks library.',
  github: 'X-Hub-Signature-256, as GitHub signs. For code written for GitHub.',
  hmac: 'An HMAC of the body in one header of your choice.',
  none: 'The receiver cannot tell who sent it.',
};
