export interface RejectionAdvice {
  title: string;
  detail: string;
}

const WRONG_SECRET: RejectionAdvice = {
  title: 'The sender signs with another secret',
  detail: 'Copy the secret from the sender’s settings into the source, or the other way round.',
};
const CHANGED_BODY: RejectionAdvice = {
  title: 'The body changed on its way',
  detail: 'A proxy that formats JSON or re-encodes text breaks every signature.',
};
const WRONG_SCHEME: RejectionAdvice = {
  title: 'The sender signs in another way',
  detail: 'Check that the source has the right provider.',
};
const UNSIGNED: RejectionAdvice = {
  title: 'The sender does not sign',
  detail: 'Set a secret at the sender, or let the source accept requests without a signature.',
};
const CLOCK: RejectionAdvice = {
  title: 'A clock is wrong, or it is an old request',
  detail: 'The time in the request is too far from the time here, which is how repeated requests are caught.',
};

const NO_SECRET: RejectionAdvice = {
  title: 'The source has no usable secret',
  detail: 'Nothing can be checked without the secret the sender signs with. Set it in the source.',
};

const advice: Record<string, readonly RejectionAdvice[]> = {
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
  return advice[reason ?? 'signature_mismatch'] ?? [WRONG_SCHEME, WRONG_SECRET];
}
