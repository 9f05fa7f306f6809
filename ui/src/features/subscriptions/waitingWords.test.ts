import { expect, test } from 'vitest';

import { appliedDetail, needsApplying, waitingDetail, waitingTitle } from './waitingWords';

const none = { waiting: 0, other_schedule: 0, not_meant: 0, elsewhere: 0, is_cut: false };

test('only a schedule or a filter has to be applied', () => {
  expect(needsApplying({ ...none, waiting: 3, elsewhere: 3 })).toBe(false);
  expect(needsApplying({ ...none, waiting: 3, other_schedule: 1 })).toBe(true);
  expect(needsApplying({ ...none, waiting: 3, not_meant: 1 })).toBe(true);
});

test('what waits is counted, and told as more where not all was looked at', () => {
  expect(waitingTitle(none)).toBeNull();
  expect(waitingTitle({ ...none, waiting: 1 })).toBe('Saved. 1 delivery waits.');
  expect(waitingTitle({ ...none, waiting: 5000, is_cut: true })).toBe('Saved. More than 5,000 deliveries wait.');
});

test('it is said what applies by itself and what does not', () => {
  expect(waitingDetail({ ...none, waiting: 12 })).toBe('They go out with the transform as it is now.');
  expect(waitingDetail({ ...none, waiting: 12, other_schedule: 2, not_meant: 1, elsewhere: 12 })).toBe(
    'They go out with the transform as it is now. 2 still have the old retry schedule. 1 is no longer meant, and would be cancelled. 12 go to the destination they had.',
  );
  expect(appliedDetail({ rescheduled: 2, cancelled: 1 })).toBe('2 have the new retry schedule. 1 was cancelled.');
});
