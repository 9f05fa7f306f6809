import { expect, test } from 'vitest';

import { remedyWord } from './remedyWords';

test('a button says what it does, with its figure', () => {
  expect(remedyWord({ kind: 'raise_timeout', timeout_ms: 20_000 })).toBe('Allow 20 s');
  expect(remedyWord({ kind: 'lower_rate', rate_limit: { attempts: 30, per: 'minute' } })).toBe('At most 30 a minute');
  expect(remedyWord({ kind: 'raise_concurrency', concurrency: 16 })).toBe('Send 16 at a time');
  expect(remedyWord({ kind: 'replay_issue', issue_id: 'iss_1', deliveries: 41 })).toBe('Replay all 41 when fixed…');
  expect(remedyWord({ kind: 'change_url', suggested: 'https://elsewhere.test/' })).toBe('Use another URL');
  expect(remedyWord({ kind: 'change_url', suggested: null })).toBe('Change URL');
});
