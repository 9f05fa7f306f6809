import { type ProviderName, providerLabel } from '../../design/SourceBadge';

/** Where the address and the secret go at the sender, in the words that stand on its page. */
export interface ProviderPreset {
  /** What this choice means, on the card. */
  summary: string;
  /** The way to the sender's form. */
  path: string;
  /** What the sender's form calls the address. */
  urlLabel: string;
  /** What it calls the secret; null when there is none. */
  secretLabel: string | null;
  /** Further values to enter there. */
  values: readonly { label: string; value: string }[];
  /** Which events to choose there. */
  events: string;
  /** Before whose events the live line waits: "the first GitHub event". */
  waitingFor: string;
  /** What a new source is called until someone names it. */
  suggestedName: string;
}

export const PROVIDERS: readonly ProviderName[] = ['github', 'standard-webhooks', 'hmac', 'none'];

/** What is shown of a provider. */
export function providerPreset(provider: ProviderName): ProviderPreset {
  return presets[provider] ?? { ...anyone, suggestedName: provider };
}

const anyone: ProviderPreset = {
  summary: 'Checks its signature.',
  path: 'In the sender’s settings: add a webhook address.',
  urlLabel: 'URL',
  secretLabel: 'Secret',
  values: [],
  events: 'Choose the events you need.',
  waitingFor: 'the first event',
  suggestedName: 'Service',
};

const presets: Record<string, ProviderPreset> = {
  github: {
    summary: 'Repositories and organisations. Checks X-Hub-Signature-256.',
    path: 'On GitHub: repository or organisation → Settings → Webhooks → Add webhook.',
    urlLabel: 'Payload URL',
    secretLabel: 'Secret',
    values: [{ label: 'Content type', value: 'application/json' }],
    events: 'Choose “Send me everything”, or tick the events you need under “Let me select individual events”.',
    waitingFor: 'the first GitHub event',
    suggestedName: providerLabel('github'),
  },
  'standard-webhooks': {
    summary: 'Svix and everyone who follows the specification. Checks webhook-signature.',
    path: 'In the sender’s dashboard: add a webhook address.',
    urlLabel: 'URL',
    secretLabel: 'Signing secret',
    values: [],
    events: 'Most senders make the secret (it begins with whsec_). If yours does, add it here as a second secret.',
    waitingFor: 'the first event',
    suggestedName: 'Shop',
  },
  hmac: {
    summary: 'One header with an HMAC of the body, as many services send it.',
    path: 'In the sender’s settings: add a webhook address.',
    urlLabel: 'URL',
    secretLabel: 'Secret',
    values: [],
    events: 'The sender must sign the raw body with this secret and put the result into the header above.',
    waitingFor: 'the first event',
    suggestedName: 'Service',
  },
  none: {
    summary: 'Keeps whatever arrives. Anyone who knows the address can send.',
    path: 'Send any request with a body to this address.',
    urlLabel: 'URL',
    secretLabel: null,
    values: [],
    events: 'The event type is read from the body’s type, event_type, event or topic.',
    waitingFor: 'the first event',
    suggestedName: 'Inbox',
  },
};

/** Whether an address only works on this computer. */
export function isLoopback(address: string): boolean {
  try {
    const { hostname } = new URL(address);
    return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  } catch {
    return false;
  }
}
