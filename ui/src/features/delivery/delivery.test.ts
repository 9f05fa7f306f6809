import { describe, expect, test } from 'vitest';

import type { RowState } from '../../contract';
import { attemptLine } from './attemptLine';
import { asCurl } from './curl';
import { attempt, delivery } from './deliveryFixture';
import { permissionsIn } from './permissions';
import { phaseParts } from './phaseParts';
import { followUp, headline } from './sentences';

const delivered = attempt(3, {
  error_class: null,
  response: {
    status: 200,
    headers: [],
    body_bytes: 0,
    body_kept_bytes: 0,
    is_body_truncated: false,
    is_body_incomplete: false,
  },
  explanation: 'localhost:3000 answered 200.',
  verdict: { kind: 'delivered', explanation: 'Delivered.', next_at_ms: null },
});

describe('what happened, and what follows', () => {
  test.each([
    [delivery(), 'localhost:3000 failed with 503.', '2 attempts of 8 made.'],
    [
      delivery({ state: 'delivered', attempts: [delivered], attempts_made: 1 }),
      'billing took it with 200 in 41 ms.',
      '',
    ],
    [
      delivery({ state: 'delivered', attempts: [attempt(1), attempt(2), delivered], attempts_made: 3 }),
      'billing took it with 200 in 41 ms.',
      'Third attempt, 10 s after the first one.',
    ],
    [
      delivery({ state: 'dead_letter', cause: 'attempts_used_up', attempts_made: 2 }),
      'localhost:3000 failed with 503.',
      '2 attempts over 5 s. All attempts are used up, so it gave up.',
    ],
    [
      delivery({ state: 'queued', attempts: [], attempts_made: 0, explanation: 'It waits for its first attempt.' }),
      'It waits for its first attempt.',
      '',
    ],
    [
      delivery({ state: 'held', attempts: [], attempts_made: 0 }),
      'It waits, because billing takes no deliveries at the moment.',
      '',
    ],
    [delivery({ state: 'cancelled', attempts: [], attempts_made: 0 }), 'Cancelled before the first attempt.', ''],
  ])('%#', (told, first, second) => {
    expect([headline(told, 'billing'), followUp(told)]).toEqual([first, second]);
  });
});

describe('phases', () => {
  test('the measured parts and the rest make the whole', () => {
    const parts = phaseParts(attempt(1).phases, true);
    expect(parts.map(({ label, duration_us }) => [label, duration_us])).toEqual([
      ['DNS', 2_000],
      ['Connect', 3_000],
      ['First byte', 33_000],
      ['Body', 3_000],
    ]);
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });

  test('without an answer the rest is waiting', () => {
    const parts = phaseParts(
      { dns_us: null, connect_us: 1_000, tls_us: null, first_byte_us: null, total_us: 10_000_000 },
      false,
    );
    expect(parts.map(({ label }) => label)).toEqual(['Connect', 'Waiting']);
  });

  test('an attempt of no time at all divides nothing by zero', () => {
    const parts = phaseParts({ dns_us: null, connect_us: null, tls_us: null, first_byte_us: null, total_us: 0 }, false);
    expect(parts).toEqual([{ name: 'rest', label: 'Whole attempt', duration_us: 1, share: 1 }]);
  });
});

describe('the line of attempts', () => {
  test('past ones with their waits, the next one, planned ones', () => {
    const started_ms = attempt(2).started_at_ms;
    const line = attemptLine(
      delivery({
        due_at_ms: started_ms + 300_000,
        forecast: [
          { number: 3, earliest_at_ms: started_ms + 240_000, latest_at_ms: started_ms + 360_000 },
          { number: 4, earliest_at_ms: started_ms + 2_000_000, latest_at_ms: started_ms + 2_200_000 },
        ],
      }),
    );
    expect(line.map(({ kind, label }) => [kind, label.replace(/^\d\d:\d\d$/, 'time')])).toEqual([
      ['failed', 'time'],
      ['failed', '+5 s'],
      ['next', '+5 m'],
      ['planned', '+30 m'],
    ]);
  });

  test('a dead letter ends by giving up', () => {
    expect(attemptLine(delivery({ state: 'dead_letter' })).at(-1)?.label).toBe('gave up');
  });

  test('of many attempts the latest are drawn', () => {
    const many = Array.from({ length: 30 }, (_, index) => attempt(index + 1));
    const line = attemptLine(delivery({ attempts: many, state: 'dead_letter' }));
    expect([line.length, line.at(-1)?.key]).toEqual([9, 'att_30']);
  });

  test('longer waits have longer stretches', () => {
    const waits = [1_000, 60_000, 3_600_000, 36_000_000];
    const grows = waits.map((wait_ms) => {
      const first = attempt(1);
      return (
        attemptLine(delivery({ attempts: [first, attempt(2, { started_at_ms: first.started_at_ms + wait_ms })] }))[1]
          ?.grow ?? 0
      );
    });
    expect(grows).toEqual([...grows].sort((a, b) => a - b));
  });
});

test.each<[RowState, string]>([
  ['delivered', 'replay'],
  ['dead_letter', 'replay'],
  ['cancelled', 'replay'],
  ['queued', 'runNow cancel'],
  ['retrying', 'runNow cancel'],
  ['held', 'cancel'],
  ['sending', ''],
])('a delivery that is %s can be asked: %s', (state, possible) => {
  const open = Object.entries(permissionsIn(state)).filter(([, reason]) => reason === undefined);
  expect(open.map(([action]) => action).join(' ')).toBe(possible);
});

test('an attempt as curl is quoted for a shell', () => {
  const made = attempt(1, {
    request: {
      method: 'POST',
      url: 'http://localhost:3000/a?b=1&c=2',
      headers: [
        { name: 'Host', value: 'localhost:3000' },
        { name: 'X-Note', value: "it's" },
      ],
      has_own_body: false,
      body_bytes: 2,
    },
  });
  expect(asCurl(made)).toBe(
    "curl -X POST 'http://localhost:3000/a?b=1&c=2' \\\n  -H 'X-Note: it'\\''s' \\\n  --data-binary @body",
  );
});
