import { expect, test } from 'vitest';

import type { Verification } from '../contract';
import { shortId } from './IdText';
import { signatureWords } from './SignatureLine';

const verified: Verification = {
  verdict: 'verified',
  scheme: 'standard-webhooks',
  reason: null,
  explanation: 'The signature is valid.',
  secret_hint: 'whsec_…3f',
  skew_s: -2,
};

test.each<[Partial<Verification>, string]>([
  [{}, 'Signature valid (whsec_…3f, 2 s skew)'],
  [{ skew_s: 0 }, 'Signature valid (whsec_…3f)'],
  [{ skew_s: null, secret_hint: null }, 'Signature valid'],
  [{ verdict: 'not_checked' }, 'Signature not checked'],
  [{ verdict: 'rejected', explanation: 'The signature does not match.' }, 'The signature does not match.'],
])('%o reads as %s', (change, words) => {
  expect(signatureWords({ ...verified, ...change })).toBe(words);
});

test('a short id keeps what tells neighbours apart', () => {
  expect(shortId('evt_019acf00-0000-7000-8000-0123456789ab')).toBe('evt_…456789ab');
  expect(shortId('evt_1')).toBe('evt_1');
});
