import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';

import { CodeWords } from './CodeWords';

test.each([
  ['nothing of it', 'nothing of it'],
  ['`^a(` is no pattern', '<code>^a(</code> is no pattern'],
  ['such as `a`; `\\` goes before', 'such as <code>a</code>; <code>\\</code> goes before'],
  ['one ` alone', 'one ` alone'],
])('%s', (text, shown) => {
  expect(renderToStaticMarkup(<CodeWords text={text} />)).toBe(shown);
});
