import { expect, test } from 'vitest';

import { readServerSentEvents } from './serverSentEvents';

async function read(chunks: string[]): Promise<string[]> {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
  const events: string[] = [];
  for await (const data of readServerSentEvents(stream)) events.push(data);
  return events;
}

test('events come out whole, however the bytes were cut', async () => {
  expect(await read(['data: {"a"', ':1}\n', '\ndata:two\n\n'])).toEqual(['{"a":1}', 'two']);
});

test('keep-alive comments and names of events say nothing', async () => {
  expect(await read([': ping\n\nevent: change\nid: 4\ndata: x\n\n'])).toEqual(['x']);
});

test('several data lines are one text, and carriage returns are allowed', async () => {
  expect(await read(['data: a\r\ndata: b\r\n\r\n'])).toEqual(['a\nb']);
});

test('an event without its empty line at the end is not told', async () => {
  expect(await read(['data: whole\n\ndata: half'])).toEqual(['whole']);
});
