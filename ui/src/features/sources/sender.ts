import type { Provider } from '../../contract';
import type { ProviderOption } from '../../design/fields/ProviderChoice';
import { providerLabel } from '../../design/providerNames';

/** Those most people connect, in the order of the cards. */
const COMMON = ['github', 'stripe', 'shopify', 'slack', 'twilio', 'standard-webhooks', 'hmac', 'none'];

const notes: Record<string, string> = {
  github: 'Repositories and organisations',
  stripe: 'Payments',
  shopify: 'Shops and apps',
  slack: 'Events and commands',
  twilio: 'Messages and calls',
  'standard-webhooks': 'Everyone who follows the specification',
  hmac: 'One header with an HMAC of the body',
  none: 'Keeps whatever arrives. Anyone who knows the address can send',
};

/** What a new source is called until someone names it. */
export function suggestedName(slug: string): string {
  if (slug === 'none') return 'Inbox';
  if (slug === 'hmac') return 'Service';
  return slug === 'standard-webhooks' ? 'Shop' : providerLabel(slug);
}

/** Before whose events the live line waits. */
export function awaited(slug: string): string {
  return slug === 'none' || slug === 'hmac' || slug === 'standard-webhooks' ? 'the first event' : `the first ${providerLabel(slug)} event`;
}

export function commonSenders(): ProviderOption[] {
  return COMMON.map((slug) => ({ value: slug, label: providerLabel(slug), note: notes[slug] ?? '' }));
}

/** All others: those that were added here first, then by name. */
export function otherSenders(providers: readonly Provider[]): ProviderOption[] {
  const others = providers.filter(({ slug }) => !COMMON.includes(slug));
  return others
    .toSorted((a, b) => Number(b.is_added) - Number(a.is_added) || a.name.localeCompare(b.name))
    .map(({ slug, name, is_added }) => ({ value: slug, label: is_added ? `${name} (added here)` : name }));
}

/** How the signature of a sender is checked, in one line. */
export function checkedHow(slug: string, provider: Provider | undefined): string {
  if (slug === 'none') return 'Nothing is checked.';
  if (slug === 'hmac') return 'Checks an HMAC of the body in a header of your choice.';
  if (!provider) return '';
  const what = provider.signature_headers.join(', ') || 'the signature in the body';
  if (provider.is_token) return `Checks the token in ${what}. It says nothing about the body.`;
  const age = provider.tolerance_s === null ? '' : ` Not older than ${ageText(provider.tolerance_s)}.`;
  return `Checks ${what}.${age}`;
}

function ageText(seconds: number): string {
  return seconds >= 120 ? `${Math.round(seconds / 60)} minutes` : `${seconds} seconds`;
}

/** What to do at the sender, in order. `{url}` is said in words: the address stands above the steps. */
export function stepsAt(slug: string, provider: Provider | undefined): string[] {
  if (slug === 'none') return ['Send any request with a body to this address.'];
  if (slug === 'hmac') {
    return [
      'In the sender’s settings add a webhook address and the secret.',
      'It must sign the raw body and put the result into the header above.',
    ];
  }
  return (provider?.guide.steps ?? []).map((step) => step.replaceAll('{url}', 'the address above'));
}

/** What is worth knowing about how the sender behaves. */
export function factsOf(provider: Provider | undefined): { label: string; value: string }[] {
  if (!provider) return [];
  const { content_type, timeout_s, retries, test } = provider.guide;
  const facts: [string, string | null][] = [
    ['Content type', content_type],
    ['Waits', timeout_s === null ? null : `${timeout_s} s for an answer`],
    ['Tries again', retries],
    ['Asks first', provider.has_handshake ? 'Checks the address before it sends, and is answered.' : null],
    ['Kind', provider.kind_places[0] ?? null],
    ['Id', provider.id_places[0] ?? null],
    ['Test', test],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}
