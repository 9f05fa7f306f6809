import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export interface RejectionAdvice {
  title: string;
  detail: string;
}

interface AdviceWords {
  title: MessageDescriptor;
  detail: MessageDescriptor;
}

const WRONG_SECRET: AdviceWords = {
  title: msg`The sender signs with another secret`,
  detail: msg`Copy the secret from the sender’s settings into the source, or the other way round.`,
};
const CHANGED_BODY: AdviceWords = {
  title: msg`The body changed on its way`,
  detail: msg`A proxy that formats JSON or re-encodes text breaks every signature.`,
};
const WRONG_SCHEME: AdviceWords = {
  title: msg`The sender signs in another way`,
  detail: msg`Check that the source has the right provider.`,
};
const UNSIGNED: AdviceWords = {
  title: msg`The sender does not sign`,
  detail: msg`Set a secret at the sender, or let the source accept requests without a signature.`,
};
const CLOCK: AdviceWords = {
  title: msg`A clock is wrong, or it is an old request`,
  detail: msg`The time in the request is too far from the time here, which is how repeated requests are caught.`,
};

const NO_SECRET: AdviceWords = {
  title: msg`The source has no usable secret`,
  detail: msg`Nothing can be checked without the secret the sender signs with. Set it in the source.`,
};

const advice: Record<string, readonly AdviceWords[]> = {
  header_missing: [UNSIGNED, WRONG_SCHEME],
  missing_header: [UNSIGNED, WRONG_SCHEME],
  legacy_signature_only: [WRONG_SCHEME],
  timestamp_too_old: [CLOCK],
  timestamp_in_future: [CLOCK],
  stale: [CLOCK],
  future: [CLOCK],
  no_secret: [NO_SECRET],
  not_configured: [NO_SECRET],
  secret_malformed: [NO_SECRET],
  signature_mismatch: [WRONG_SECRET, CHANGED_BODY, WRONG_SCHEME],
  no_match: [WRONG_SECRET, CHANGED_BODY, WRONG_SCHEME],
};

/** What may have led to a rejection, likeliest first, from the machine word of the reason. */
export function rejectionAdvice(reason: string | null): readonly RejectionAdvice[] {
  // What is left are headers that cannot be read: another way of signing.
  const words = advice[reason ?? 'signature_mismatch'] ?? [WRONG_SCHEME, WRONG_SECRET];
  return words.map(({ title, detail }) => ({ title: i18n._(title), detail: i18n._(detail) }));
}
