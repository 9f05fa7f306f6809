import { expect, test } from 'vitest';

import { changeWords } from './changeWords';

test.each([
  [{ did: 'deleted', noun: 'destination', name: 'Billing' }, 'Destination “Billing” deleted'],
  [{ did: 'added', noun: 'secret', name: 'whsec_…3f' }, 'Secret whsec_…3f added'],
  [{ did: 'changed', noun: 'mock', name: 'flaky' }, 'Mock “flaky” changed'],
  [{ did: 'deleted', noun: 'view', name: 'Slow' }, 'View “Slow” deleted'],
  [{ did: 'changed', noun: 'settings', name: '' }, 'Settings changed'],
] as const)('%j', (change, words) => {
  expect(changeWords(change)).toBe(words);
});
