import { expect, test } from 'vitest';

import { headersToEdit, isEditable, jsonFault, newEditReplayDraft, replayEditOf } from './editReplayDraft';

const delivery = { destination_id: 'dst_1' };
const received = { body: '{"a":1}', headers: [{ name: 'X-Case', value: '7' }] };

test('what was not touched is not sent, so that its bytes stay', () => {
  const draft = newEditReplayDraft(received, delivery);
  expect(replayEditOf(draft, received, delivery)).toEqual({});
  expect(replayEditOf({ ...draft, body: '{"a":2}' }, received, delivery)).toEqual({ body: '{"a":2}' });
  expect(replayEditOf({ ...draft, headers: [] }, received, delivery)).toEqual({ headers: [] });
  expect(replayEditOf({ ...draft, headers: [...draft.headers, { name: ' ', value: '' }] }, received, delivery)).toEqual({});
  expect(replayEditOf({ ...draft, destinationId: 'dst_2' }, received, delivery)).toEqual({ destination_id: 'dst_2' });
});

test('fields of the connection are not offered', () => {
  expect(headersToEdit([{ name: 'Host', value: 'x' }, ...received.headers])).toEqual(received.headers);
});

test('binary and very large payloads are not edited as text', () => {
  expect(isEditable('{"a":1}')).toBe(true);
  expect(isEditable('a\uFFFDb')).toBe(false);
  expect(isEditable('x'.repeat(1_000_001))).toBe(false);
});

test('JSON that broke is said, other text is not judged', () => {
  expect(jsonFault('{"a":', received.body)).not.toBeNull();
  expect(jsonFault('{"a":2}', received.body)).toBeNull();
  expect(jsonFault('a=2', 'a=1')).toBeNull();
});
