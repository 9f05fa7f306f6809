import { expect, test } from 'vitest';

import { rejectionAdvice } from './rejectionAdvice';

test.each([
  ['signature_mismatch', 'The sender signs with another secret'],
  ['header_missing', 'The sender does not sign'],
  ['timestamp_too_old', 'A clock is wrong, or it is an old request'],
  ['signature_malformed', 'The sender signs in another way'],
  ['no_secret', 'The source has no usable secret'],
  [null, 'The sender signs with another secret'],
])('%s is likeliest because: %s', (reason, title) => {
  expect(rejectionAdvice(reason)[0]?.title).toBe(title);
});
