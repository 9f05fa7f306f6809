import { expect, test } from 'vitest';

import { localUrl } from './localUrl';

test.each([
  ['3000', 'http://localhost:3000'],
  [' :8080 ', 'http://localhost:8080'],
  ['3000/webhooks?x=1', 'http://localhost:3000/webhooks?x=1'],
  ['65535', 'http://localhost:65535'],
  ['http://localhost:3000/webhooks', 'http://localhost:3000/webhooks'],
  ['127.0.0.1:3000', 'http://localhost:3000'],
  ['https://localhost:3000', null],
  ['localhost3000', null],
  ['65536', null],
  ['0', null],
  ['', null],
  ['three', null],
  ['3000 /x', null],
  ['3000x', null],
])('%s leads to %s', (place, url) => {
  expect(localUrl(place)).toBe(url);
});
