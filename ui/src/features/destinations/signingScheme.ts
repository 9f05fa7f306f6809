import { t } from '@lingui/core/macro';

import type { Provider } from '../../contract';
import type { ProviderOption } from '../../design/fields/ProviderChoice';
import { providerLabel } from '../../design/providerNames';

/** Those most people sign as. */
export const COMMON_SCHEMES = ['standard-webhooks', 'github', 'stripe', 'hmac', 'none'];

/** The name of a signature scheme. */
export function schemeLabel(scheme: string): string {
  return scheme === 'none' ? t`No signature` : providerLabel(scheme);
}

/** All others that sign, by name. */
export function otherSchemes(providers: readonly Provider[]): ProviderOption[] {
  return providers
    .filter(({ slug, is_signed }) => is_signed && !COMMON_SCHEMES.includes(slug))
    .toSorted((a, b) => Number(b.is_added) - Number(a.is_added) || a.name.localeCompare(b.name))
    .map(({ slug, name }) => ({ value: slug, label: name }));
}

/** What choosing a scheme means. */
export function schemeNote(scheme: string, provider: Provider | undefined): string {
  if (scheme === 'none') return t`The receiver cannot tell who sent it.`;
  if (scheme === 'hmac') return t`An HMAC of the body in one header of your choice.`;
  if (scheme === 'standard-webhooks') {
    return t`webhook-id, webhook-timestamp and webhook-signature. Verified by any Standard Webhooks library.`;
  }
  const headers = provider?.signature_headers.join(', ') || t`A signature in the body`;
  const signer = provider?.name ?? schemeLabel(scheme);
  return t`${headers}, as ${signer} signs. For code written for it.`;
}
