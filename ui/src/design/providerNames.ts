import { t } from '@lingui/core/macro';

/** The name a person knows a provider by, and two letters for it. */
const known: Record<string, readonly [name: string, letters: string]> = {
  none: ['Unverified', 'In'],
  hmac: ['Generic HMAC', 'HM'],
  'standard-webhooks': ['Standard Webhooks', 'SW'],
  stripe: ['Stripe', 'St'],
  github: ['GitHub', 'GH'],
  twilio: ['Twilio', 'Tw'],
  shopify: ['Shopify', 'Sh'],
  svix: ['Svix', 'Sx'],
  slack: ['Slack', 'Sl'],
  gitlab: ['GitLab', 'GL'],
  'gitlab-signing-token': ['GitLab (signing token)', 'GL'],
  linear: ['Linear', 'Li'],
  discord: ['Discord', 'Di'],
  paddle: ['Paddle', 'Pa'],
  square: ['Square', 'Sq'],
  'hubspot-v3': ['HubSpot (v3)', 'Hu'],
  'hubspot-v2': ['HubSpot (v2)', 'Hu'],
  'hubspot-v1': ['HubSpot (v1)', 'Hu'],
  zendesk: ['Zendesk', 'Ze'],
  meta: ['Meta', 'Me'],
  whatsapp: ['WhatsApp', 'WA'],
  twitch: ['Twitch', 'Tc'],
  paypal: ['PayPal', 'PP'],
  sendgrid: ['SendGrid', 'SG'],
  vercel: ['Vercel', 'Ve'],
  woocommerce: ['WooCommerce', 'WC'],
  webflow: ['Webflow', 'Wf'],
  mailgun: ['Mailgun', 'Mg'],
  intercom: ['Intercom', 'Ic'],
  zoom: ['Zoom', 'Zo'],
  chargebee: ['Chargebee', 'CB'],
  openai: ['OpenAI', 'OA'],
  clerk: ['Clerk', 'Cl'],
  resend: ['Resend', 'Re'],
  cloudevents: ['CloudEvents', 'CE'],
  basic: ['Basic authentication', 'Ba'],
  bearer: ['Bearer token', 'Be'],
  'api-key': ['API key', 'AK'],
};

/** The name of a provider; one that was added here goes by its slug. */
export function providerLabel(provider: string): string {
  if (provider === 'none') return t`Unverified`;
  if (provider === 'hmac') return t`Generic HMAC`;
  if (provider === 'basic') return t`Basic authentication`;
  if (provider === 'bearer') return t`Bearer token`;
  if (provider === 'api-key') return t`API key`;
  return known[provider]?.[0] ?? provider;
}

/** Two letters for a provider. */
export function providerLetters(provider: string): string {
  return known[provider]?.[1] ?? provider.slice(0, 1).toUpperCase() + provider.slice(1, 2);
}
