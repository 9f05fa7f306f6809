import { useSyncExternalStore } from 'react';

/** The tokens that charts draw with. A canvas knows no style sheet, so they are read. */
const names = ['text-2', 'text-3', 'border', 'accent', 'delivered', 'sending', 'retrying', 'dead', 'queued'] as const;
export type ColourName = (typeof names)[number];
export type Colours = Record<ColourName, string>;

/** With colours forced by the system there are only these few; lines differ by their pattern. */
const forced: Colours = {
  'text-2': 'CanvasText',
  'text-3': 'CanvasText',
  border: 'GrayText',
  accent: 'Highlight',
  delivered: 'CanvasText',
  sending: 'CanvasText',
  retrying: 'CanvasText',
  dead: 'CanvasText',
  queued: 'CanvasText',
};

const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'];

let last: { text: string; colours: Colours } | undefined;

function read(): Colours {
  if (matchMedia('(forced-colors: active)').matches) return forced;
  const style = getComputedStyle(document.documentElement);
  const values = names.map((name) => style.getPropertyValue(`--${name}`).trim());
  const text = values.join('|');
  if (last?.text !== text) {
    last = { text, colours: Object.fromEntries(names.map((name, at) => [name, values[at] ?? ''])) as Colours };
  }
  return last.colours;
}

function subscribe(changed: () => void): () => void {
  const lists = queries.map((query) => matchMedia(query));
  lists.forEach((list) => list.addEventListener('change', changed));
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    lists.forEach((list) => list.removeEventListener('change', changed));
    observer.disconnect();
  };
}

/** The colours of now; others when the theme changes. */
export function useColours(): Colours {
  return useSyncExternalStore(subscribe, read);
}
