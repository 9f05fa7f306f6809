import { expect, it } from 'vitest';

import { callbackUrlProblem, localPortOf, urlOfPort } from './callbackUrl';

it.each(['http://localhost:3000/webhooks', 'https://example.com', ' http://127.0.0.1:8080/a?b=c ', urlOfPort(3000)])(
  '%j is a callback URL',
  (text) => {
    expect(callbackUrlProblem(text)).toBeNull();
  },
);

it.each([
  ['', /Enter the URL/],
  ['localhost:3000', /http or https/],
  ['3000', /no web address/],
  ['ftp://example.com', /http or https/],
  ['http://me:pw@example.com', /header instead/],
  ['http://localhost:0/', /Port 0/],
  ['http://localhost:3000/#top', /never sent/],
  [`http://example.com/${'x'.repeat(2048)}`, /2,048/],
])('%j is refused in words', (text, words) => {
  expect(callbackUrlProblem(text)).toMatch(words);
});

it.each([
  ['http://localhost:3000/x', 3000],
  ['http://127.0.0.1/x', 80],
  ['https://[::1]/x', 443],
  ['https://example.com:3000', null],
  ['nonsense', null],
])('%s leads to local port %s', (text, port) => {
  expect(localPortOf(text)).toBe(port);
});
