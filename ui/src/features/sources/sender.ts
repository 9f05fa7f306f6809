import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, plural, t } from '@lingui/core/macro';

import type { Provider } from '../../contract';
import type { ProviderOption } from '../../design/fields/ProviderChoice';
import { providerLabel } from '../../design/providerNames';

/** Those most people connect, in the order of the cards. */
const COMMON = ['github', 'stripe', 'shopify', 'slack', 'twilio', 'standard-webhooks', 'hmac', 'none'];

const notes: Record<string, MessageDescriptor> = {
  github: msg`Repositories and organisations`,
  stripe: msg`Payments`,
  shopify: msg`Shops and apps`,
  slack: msg`Events and commands`,
  twilio: msg`Messages and calls`,
  'standard-webhooks': msg`Everyone who follows the specification`,
  hmac: msg`One header with an HMAC of the body`,
  none: msg`Keeps whatever arrives. Anyone who knows the address can send`,
};

/** What a new source is called until someone names it. */
export function suggestedName(slug: string): string {
  if (slug === 'none') return t`Inbox`;
  if (slug === 'hmac') return t`Service`;
  return slug === 'standard-webhooks' ? t`Shop` : providerLabel(slug);
}

/** Before whose events the live line waits. */
export function awaited(slug: string): string {
  if (slug === 'none' || slug === 'hmac' || slug === 'standard-webhooks') return t`the first event`;
  const sender = providerLabel(slug);
  return t`the first ${sender} event`;
}

export function commonSenders(): ProviderOption[] {
  return COMMON.map((slug) => ({ value: slug, label: providerLabel(slug), note: notes[slug] ? i18n._(notes[slug]) : '' }));
}

/** All others: those that were added here first, then by name. */
export function otherSenders(providers: readonly Provider[]): ProviderOption[] {
  const others = providers.filter(({ slug }) => !COMMON.includes(slug));
  return others
    .toSorted((a, b) => Number(b.is_added) - Number(a.is_added) || a.name.localeCompare(b.name))
    .map(({ slug, name, is_added }) => ({ value: slug, label: is_added ? t`${name} (added here)` : name }));
}

/** How the signature of a sender is checked, in one line. */
export function checkedHow(slug: string, provider: Provider | undefined): string {
  if (slug === 'none') return t`Nothing is checked.`;
  if (slug === 'hmac') return t`Checks an HMAC of the body in a header of your choice.`;
  if (!provider) return '';
  const what = provider.signature_headers.join(', ') || t`the signature in the body`;
  if (provider.is_token) return t`Checks the token in ${what}. It says nothing about the body.`;
  if (provider.tolerance_s === null) return t`Checks ${what}.`;
  const age = ageText(provider.tolerance_s);
  return t`Checks ${what}. Not older than ${age}.`;
}

function ageText(seconds: number): string {
  return seconds >= 120
    ? plural(Math.round(seconds / 60), { one: '# minute', other: '# minutes' })
    : plural(seconds, { one: '# second', other: '# seconds' });
}

/** What to do at the sender, in order. `{url}` is said in words: the address stands above the steps. */
export function stepsAt(slug: string, provider: Provider | undefined): string[] {
  if (slug === 'none') return [t`Send any request with a body to this address.`];
  if (slug === 'hmac') {
    return [
      t`In the sender’s settings add a webhook address and the secret.`,
      t`It must sign the raw body and put the result into the header above.`,
    ];
  }
  return (provider?.guide.steps ?? []).map((step) => step.replaceAll('{url}', t`the address above`));
}

/** What is worth knowing about how the sender behaves. */
export function factsOf(provider: Provider | undefined): { label: string; value: string }[] {
  if (!provider) return [];
  const { content_type, timeout_s, retries, test } = provider.guide;
  const facts: [string, string | null][] = [
    [t`Content type`, content_type],
    [t`Waits`, timeout_s === null ? null : t`${timeout_s} s for an answer`],
    [t`Tries again`, retries],
    [t`Asks first`, provider.has_handshake ? t`Checks the address before it sends, and is answered.` : null],
    [t`Kind`, provider.kind_places[0] ?? null],
    [t`Id`, provider.id_places[0] ?? null],
    [t`Test`, test],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}
