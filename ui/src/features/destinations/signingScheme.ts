export const SCHEMES: readonly string[] = ['standard-webhooks', 'github', 'hmac', 'none'];

/** The name of a signature scheme. */
export function schemeLabel(scheme: string): string {
  return labels[scheme] ?? scheme;
}

const labels: Record<string, string> = {
  'standard-webhooks': 'Standard Webhooks',
  github: 'GitHub',
  hmac: 'Generic HMAC',
  none: 'No signature',
};

/** What choosing a scheme means. */
export function schemeNote(scheme: string): string {
  return notes[scheme] ?? `As ${schemeLabel(scheme)} signs.`;
}

const notes: Record<string, string> = {
  'standard-webhooks': 'webhook-id, webhook-timestamp and webhook-signature. Verified by any Standard Webhooks library.',
  github: 'X-Hub-Signature-256, as GitHub signs. For code written for GitHub.',
  hmac: 'An HMAC of the body in one header of your choice.',
  none: 'The receiver cannot tell who sent it.',
};
